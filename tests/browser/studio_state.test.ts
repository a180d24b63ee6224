/** The state of the studio: what it asks of the engine, and its way into an address and back. */
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {nested, valueAt} from '../../tools/web/source/studio/changes.ts';
import {fragmentOf, stateOf} from '../../tools/web/source/studio/fragment.ts';
import {type Entry, lastWeekOf, moved, stretched, tidied} from '../../tools/web/source/studio/interventions.ts';
import {
  beginning, canDiffer, sourceOf, type State, twoOf, withChange, withChart, withElement, withOwn, withPolicy, withStory,
  withoutChange,
} from '../../tools/web/source/studio/state.ts';
import {makeStore} from '../../tools/web/source/studio/store.ts';

const base = {base: 'title: A story\n', name: 'story.yaml'};
const plain = {arms: ['command', 'level2'], styles: ['command', 'distributed', 'level2', 'transactional']};
const changesOf = (state: State, story = plain) => JSON.parse(JSON.stringify(sourceOf(state, base, story).changes)) as unknown;

test('a story without changes is run as it is', () => {
  assert.deepEqual(sourceOf(beginning, base, plain), {...base, changes: {}, files: {}});
});

test('of several arms two are shown: the first, and Level 2 or the second', () => {
  assert.deepEqual(twoOf(['command', 'transactional', 'level2']), ['command', 'level2']);
  assert.deepEqual(twoOf(['honest', 'careless', 'other']), ['honest', 'careless']);
  assert.deepEqual(twoOf(['level2', 'command']), ['level2', 'command']);
  assert.deepEqual(changesOf(beginning, {...plain, arms: ['command', 'transactional', 'level2']}), {compare: ['command', 'level2']});
});

test('what is changed in both is nested as a scenario nests it', () => {
  const state = withChange(withChange(beginning, 'environment.turbulence', .2, 'both'), 'run.weeks', 52, 'both');
  assert.deepEqual(changesOf(state), {environment: {turbulence: .2}, run: {weeks: 52}});
  assert.deepEqual(changesOf(withoutChange(state, 'run.weeks')), {environment: {turbulence: .2}});
});

test('what only B has is a variant', () => {
  const state = withChange(beginning, 'voice.fear', 5, 'onlyB');
  assert.deepEqual(changesOf(state), {compare: ['command', 'level2@b'], variants: {b: {voice: {fear: 5}}}});
});

test('changes reach arms that are variants of the story, too', () => {
  const story = {...plain, arms: ['level2@nobody', 'level2@few']};
  const state = withChange(withChange(beginning, 'voice.fear', 1, 'both'), 'run.seed', 2, 'onlyB');
  assert.deepEqual(changesOf(state, story), {
    voice: {fear: 1}, variants: {nobody: {voice: {fear: 1}}, few: {voice: {fear: 1}, run: {seed: 2}}},
  });
  assert.equal(canDiffer(state, story.arms), true);
  assert.equal(canDiffer(state, ['command@few', 'level2@few']), false);
});

test('a style whose elements are changed becomes one of its own', () => {
  const ofB = withElement(beginning, 1, 'receptiveness', .5);
  assert.deepEqual(changesOf(ofB), {
    compare: ['command', 'my_level2'], leadership: {styles: {my_level2: {like: 'level2', receptiveness: .5}}},
  });
  assert.deepEqual(changesOf(withElement(ofB, 1, 'receptiveness', undefined)), {});
  const same = withPolicy(ofB, 0, ['command', 'level2'], 'level2');
  const twice = withElement(withElement(same, 0, 'receptiveness', .3), 1, 'inquiry', 1);
  assert.deepEqual(changesOf(withElement(twice, 1, 'inquiry', undefined)), {
    compare: ['my_level2', 'my_level2_2'],
    leadership: {styles: {my_level2: {like: 'level2', receptiveness: .3}, my_level2_2: {like: 'level2', receptiveness: .5}}},
  });
  const alike = withElement(same, 0, 'receptiveness', .5);
  assert.deepEqual(changesOf(alike), {
    compare: ['my_level2', 'my_level2'], leadership: {styles: {my_level2: {like: 'level2', receptiveness: .5}}},
  });
  assert.deepEqual(withPolicy(ofB, 1, ['command', 'level2'], 'distributed').elements, [{}, {}]);
});

test('a chart that is dropped replaces the drawn one', () => {
  const state = withChart(withChange(beginning, 'organization.members', 9, 'both'), 'chart.csv', 'member,manager\n');
  const source = sourceOf(state, base, plain);
  assert.deepEqual(changesOf(state), {organization: {reports_to: 'chart.csv'}});
  assert.deepEqual(source.files, {'chart.csv': 'member,manager\n'});
});

test('another story drops changes but not what is looked at', () => {
  const state = {...withChange(beginning, 'voice.fear', 5, 'both'), week: 40, outcome: 'quits'};
  assert.deepEqual(withStory(state, 'turbulent'), {...beginning, story: 'turbulent', week: 40, outcome: 'quits'});
});

test('keys may be called anything', () => {
  const tree = nested({'__proto__.polluted': true, 'a.constructor.b': 1});
  assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  assert.equal(valueAt(tree, 'a.constructor.b'), 1);
  assert.equal(valueAt({}, 'constructor'), undefined);
});

const everything: State = {
  ...withElement(withChart(withOwn(beginning, 'mine.yaml', 'title: <b>Ours</b> „ü“ 😀\n'), 'chart.csv', 'a,b\n'), 1, 'inquiry', 0),
  both: {'environment.turbulence': .2, timeline: [{week: 3, coach: .5, scope: {levels: [1]}}]}, onlyB: {'voice.fear': 1e-9},
  policies: ['level2', 'command@b'], outcome: 'quits', week: 77,
};
everything.both['organization.reports_to'] = 'chart.csv';

test('a state goes into an address and comes back as it was', async () => {
  assert.equal(await fragmentOf(beginning), '');
  for (const state of [beginning, everything, withStory(beginning, 'turbulent')]) {
    const fragment = await fragmentOf(state);
    assert.match(fragment!, /^(#s=[\w-]+)?$/);
    assert.deepEqual(await stateOf(fragment!), state);
  }
  assert.ok((await fragmentOf(withChange(beginning, 'voice.fear', 5, 'both')))!.length < 60);
});

async function packed(value: unknown, text = JSON.stringify(value)): Promise<string> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return `#s=${Buffer.from(await new Response(stream).arrayBuffer()).toString('base64url')}`;
}

test('an address that says no state gives a reason', async () => {
  const hostile: [string, RegExp][] = [
    ['#other', /does not begin/], ['#s=', /cut off/], ['#s=%%%', /cut off/], ['#s=AAAA', /cut off/],
    ['#s=' + 'A'.repeat(300_000), /too long/],
    [await packed({}, 'x'.repeat(5_000_000)), /cut off/],
    [await packed({}, '{"week":'), /cut off/],
    [await packed([]), /no state/], [await packed(7), /no state/], [await packed(null), /no state/],
    [await packed({story: 5}), /story/], [await packed({own: {name: 'a'}}), /own/], [await packed({files: {a: 1}}), /files/],
    [await packed({both: {'<img src=x>': 1}}), /both/], [await packed({both: [1]}), /both/],
    [await packed({}, '{"both": {"__proto__": {"a": 1}}}'), /both/],
    [await packed({}, '{"__proto__": {"week": 5}}'), /"__proto__"/],
    [await packed({onlyB: {a: [[[[[[[1]]]]]]]}}), /onlyB/], [await packed({policies: ['a']}), /policies/],
    [await packed({elements: [{}]}), /elements/], [await packed({outcome: 1}), /outcome/],
    [await packed({week: 0}), /week/], [await packed({week: 1.5}), /week/], [await packed({week: 1e9}), /week/],
    [await packed({other: 1}), /"other"/], [await packed({story: null}), /story/],
  ];
  for (const [fragment, reason] of hostile) await assert.rejects(stateOf(fragment), reason, fragment.slice(0, 60));
});

test('what is undone comes back, and looking is no step', () => {
  const store = makeStore(beginning, {engine_version: '', keys: [], outcomes: [], stories: []});
  store.change('fear', (state) => withChange(state, 'voice.fear', 3, 'both'));
  store.change('fear', (state) => withChange(state, 'voice.fear', 4, 'both'));
  store.look({week: 9});
  store.change('seed', (state) => withChange(state, 'run.seed', 4, 'both'));
  store.undo();
  assert.deepEqual([store.get().both, store.get().week], [{'voice.fear': 4}, 9]);
  store.undo();
  assert.deepEqual(store.get().both, {});
  assert.equal(store.canUndo(), false);
  store.redo();
  assert.deepEqual(store.get().both, {'voice.fear': 4});
  store.change('seed', (state) => withChange(state, 'run.seed', 5, 'both'));
  assert.equal(store.canRedo(), false);
});

test('entries of the timeline move and stretch within the run', () => {
  const coach: Entry = {week: 10, coach: .5};
  assert.deepEqual(moved(coach, 40.4, 52), {week: 40, coach: .5});
  assert.deepEqual([moved(coach, -3, 52)['week'], moved(coach, 99, 52)['week']], [1, 52]);
  assert.equal(lastWeekOf(coach, 52), 10);
  assert.deepEqual(stretched(coach, 19, 52), {week: 10, coach: .5, weeks: 10});
  assert.deepEqual(stretched(stretched(coach, 19, 52), 5, 52), coach);
  const adopt: Entry = {week: 10, adopt: 'level2'};
  assert.equal(lastWeekOf(adopt, 52), 52);
  assert.deepEqual(stretched(adopt, 51, 52), {...adopt, weeks: 42});
  assert.deepEqual(stretched(adopt, 60, 52), adopt);
  const market: Entry = {week: 5, market: {factor: 2, weeks: 26}};
  assert.equal(lastWeekOf(market, 52), 30);
  assert.deepEqual(stretched(market, 14, 52), {week: 5, market: {factor: 2}, weeks: 10});
  assert.equal(lastWeekOf({week: 3, mandate: {severity: 8}}, 52), 3);
  assert.equal(lastWeekOf({week: 3, mandate: {severity: 8, benefits: {contact_hours: 4}}}, 52), 52);
});

test('an entry is written as people would', () => {
  const key = (path: string, value: unknown) => ({path: `timeline[0].${path}`, default: value, kind: '', range: '', unit: '', meaning: '', source: ''});
  const keys = [key('scope.share', 1), key('scope.branch', ''), key('scope.levels', []), key('skill_gain', .8), key('coach', .5),
    key('mandate.severity', 8), key('mandate.consulted', false)];
  const scope = {branch: '', levels: [], share: 1};
  assert.deepEqual(tidied({week: 3, coach: .5, skill_gain: .8, scope}, keys), {week: 3, coach: .5});
  assert.deepEqual(tidied({week: 3, coach: .5, scope: {...scope, levels: [1]}}, keys), {week: 3, coach: .5, scope: {levels: [1]}});
  assert.deepEqual(tidied({week: 3, mandate: {severity: 8, consulted: false}, scope}, keys), {week: 3, mandate: {severity: 8}});
});
