/** Which reports the tests look at, and how the program makes each: from real runs, none by hand. */
import {fileURLToPath} from 'node:url';

export const root = fileURLToPath(new URL('../../../', import.meta.url));
export const folder = `${root}build/browser/`;
/** The program that makes them, if it is not the release build. */
export const program = process.env['CANDOR_PROGRAM'] ?? `${root}build/release/candor`;
const mine = 'tests/browser/scenarios';

/** Command lines of the program; FILE.h5 of the last is what is reported. */
export interface Recipe {
  name: string;
  /** Arguments of the program, without `-o`, which each gets. */
  arguments: string[];
  /** What the report is made of, if it is not the file: the merged results of a sweep. */
  sweep?: boolean;
  /** Another recipe, of a sweep, that its report shows too. */
  beside?: string;
  /** Where its chart lies. */
  data?: string;
  /** Interrupted once so many replicates are finished. */
  interruptAt?: number;
}

export const recipes: Recipe[] = [
  {name: 'comparison', arguments: ['compare', 'scenarios/hierarchy_or_level2.yaml', '--replicates', '12']},
  {name: 'thousand_replicates', arguments: ['compare', 'scenarios/hierarchy_or_level2.yaml', '--replicates', '1000']},
  {name: 'timeline', arguments: ['compare', `${mine}/small.yaml`]},
  {name: 'one_policy', arguments: ['run', `${mine}/small.yaml`]},
  {name: 'three_policies', arguments: ['compare', `${mine}/small.yaml`, '--policies', 'command,transactional,level2']},
  {name: 'seven_policies', arguments: ['compare', 'scenarios/becoming_level2.yaml', '--replicates', '3', '--policies',
    'command@stays,command,command@hurried,command@not_receptive,command@top_alone,level2,distributed']},
  {name: 'several_files', arguments: ['compare', `${mine}/small.yaml`, `${mine}/larger.yaml`]},
  {name: 'by_unit', arguments: ['compare', 'scenarios/imported_company.yaml', '--replicates', '4'], data: 'scenarios/company'},
  {name: 'without_levels', arguments: ['compare', `${mine}/small.yaml`, '--set', 'record.by_level=false', '--set',
    'record.by_unit=false']},
  {name: 'one_replicate', arguments: ['compare', `${mine}/small.yaml`, '--replicates', '1']},
  {name: 'one_week', arguments: ['compare', `${mine}/small.yaml`, '--weeks', '1', '--set', 'timeline=[]']},
  {name: 'one_week_one_replicate', arguments: ['compare', `${mine}/small.yaml`, '--weeks', '1', '--replicates', '1',
    '--set', 'timeline=[]']},
  {name: 'unit_of_one', arguments: ['compare', `${mine}/small.yaml`, '--set', 'organization.members=2']},
  {name: 'large', arguments: ['compare', `${mine}/small.yaml`, '--set', 'organization.members=20000', '--replicates',
    '2']},
  {name: 'fifty_levels', arguments: ['compare', `${mine}/fifty_levels.yaml`], data: mine},
  {name: 'any_script', arguments: ['compare', `${mine}/any_script.yaml`], data: mine},
  {name: 'interrupted', arguments: ['compare', `${mine}/small.yaml`, '--replicates', '20000', '--weeks', '200'],
    interruptAt: 20},
  {name: 'grid', arguments: ['sweep', 'scenarios/sweeps/where_level2_wins.yaml', '--replicates', '4'], sweep: true},
  {name: 'beside_sweep', arguments: ['compare', `${mine}/small.yaml`, '--policies', 'transactional,level2'], beside: 'grid'},
  {name: 'sobol', arguments: ['sweep', `${mine}/sobol.yaml`], sweep: true},
  {name: 'morris', arguments: ['sweep', 'scenarios/sweeps/screening.yaml', '--replicates', '2'], sweep: true},
];

export const reportFile = (name: string): string => `${folder}${name}.html`;
export const resultFile = (recipe: Recipe): string =>
  recipe.sweep ? `${folder}${recipe.name}/results.h5` : `${folder}${recipe.name}.h5`;
