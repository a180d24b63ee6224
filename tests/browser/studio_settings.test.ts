/** Every setting reaches the scenario: no control does nothing. */
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import type {Browser, Page} from 'playwright-core';
import {isSame, valueAt} from '../../tools/web/source/studio/changes.ts';
import type {Description, Opened} from '../../tools/web/source/studio/engine.ts';
import {elementOf, type Field, inStyle, isInPlay, mainSections, otherSections} from '../../tools/web/source/studio/fields.ts';
import {beginning, sourceOf, type State, withChange, withElement} from '../../tools/web/source/studio/state.ts';
import {close, launch, openAddress, type Opened as OpenedPage} from './support/browser.ts';
import {addresses, makeHarness, ready} from './support/studio.ts';

let browser: Browser;
let pages: Awaited<ReturnType<typeof addresses>>;
let opened: OpenedPage;
before(async () => {
  pages = await addresses(await makeHarness());
  browser = await launch();
  opened = await openAddress(browser, pages.addresses[0]);
  await ready(opened.page);
});
after(async () => {
  await close(opened);
  await browser.close();
  pages.close();
});

const describe = (page: Page): Promise<Description> => page.evaluate(() => window.harness.localEngine(1).describe());

/** What the engine says of each of these states of a story, in their order. */
async function openAll(page: Page, states: State[], story: Opened | null) {
  const base = {base: 'organization: {members: 57}\nrun: {weeks: 20, replicates: 1}\n', name: 'plain.yaml'};
  const sources = states.map((state) => sourceOf(state, base, story ?? {arms: ['command', 'level2'], styles: []}));
  return page.evaluate(async (all) => {
    const engine = window.harness.localEngine(1);
    const answers = [];
    for (const source of all) answers.push(await engine.open(source));
    return answers;
  }, sources);
}

/** A value that the field does not have. */
function another(field: Field, now: unknown): unknown {
  if (field.kind === 'switch') return now !== true;
  if (field.kind === 'choice') return (field.key.choices ?? ['level2', 'distributed']).find((each) => each !== now);
  const {least = 0, most = 1} = field.key;
  const [from, to] = field.slider ? [field.slider.from, field.slider.to] : [least, Math.min(most, least + 10)];
  const middle = from + (to - from) / 4;
  return field.isWhole ? Math.round(middle) + (Math.round(middle) === now ? 1 : 0) : middle === now ? middle / 2 : middle;
}

/** Where the scenario has it. A span is two numbers. */
function pathIn(field: Field, arm: string): string {
  if (elementOf(field.path) !== null) return inStyle(field.path, arm.split('@')[0]!);
  return field.path === 'organization.span' ? 'organization.span.from' : field.path;
}

test('every control, in both organizations and in B alone', async () => {
  const {page} = opened;
  const description = await describe(page);
  const [story] = await openAll(page, [beginning], null);
  assert.ok(story && story.problems === null);
  const fields = [...mainSections(description), ...otherSections(description)].flatMap((section) => section.fields)
    .filter(({path}) => isInPlay(path, story.resolved[0]!));
  assert.ok(fields.length > 130, `${fields.length} controls`);
  const cases = fields.map((field) => {
    const name = elementOf(field.path);
    const now = valueAt(story.resolved[1]!, pathIn(field, 'level2'));
    const value = another(field, now);
    assert.ok(value !== undefined && !isSame(value, now), field.path);
    return {field, value, state: name === null ? withChange(beginning, field.path, value, 'both') : withElement(beginning, 1, name, value)};
  });
  const answers = await openAll(page, cases.map(({state}) => state), story);
  const wrong = cases.flatMap(({field, value}, index) => {
    const answer = answers[index]!;
    if (answer.problems !== null) return [`${field.path} = ${value}: ${answer.problems}`];
    const got = valueAt(answer.resolved[1]!, pathIn(field, answer.arms[1]!));
    return isSame(got, value) ? [] : [`${field.path} = ${value}, got ${got}`];
  });
  assert.deepEqual(wrong, []);
});

test('the short list is there: every main setting is a key of the program', async () => {
  const sections = mainSections(await describe(opened.page));
  assert.deepEqual(sections.map(({fields}) => fields.length), [7, 2, 4, 5]);
});
