/** Both organizations over the weeks, the difference pair by pair, and how sure that is. */
import {claimOf, outcomeOf} from '../report/claims.ts';
import {courseTable} from '../report/course_table.ts';
import {type Courses, drawCourses, drawCursor, frame} from '../report/courses.ts';
import * as differences from '../report/differences.ts';
import * as fans from '../report/fans.ts';
import {outcomes} from '../report/outcomes.ts';
import type {Payload} from '../report/payload.ts';
import {voiceFigure} from '../report/voice.ts';
import {element, toggle} from '../shared/element.ts';
import {type Figure, figure, placeIn, type Origin} from '../shared/figure.ts';
import {nameWithUnit} from '../shared/format.ts';
import {nearest} from '../shared/week_cursor.ts';
import {sure} from './sure.ts';
import type {Store} from './store.ts';

/** Of the newest result, whatever that is. */
type Newest = () => Payload;

/** Made with the first result. */
export function figures(store: Store, newest: Newest): {element: HTMLElement; update(): void; look(): void} {
  const origin = {get title() { return newest().title; }, get reproduce() { return newest().reproduce; }};
  const course = courseFigure(store, origin, newest);
  const difference = differenceFigure(store, origin, newest);
  const voice = voiceFigure(origin, newest);
  const weeks = weekSlider(store, newest, course.says);
  const table = outcomeDetails(newest);
  const certainty = element('p', {class: 'sure', dir: 'auto'});
  const hash = element('code', {});
  const look = () => {
    for (const {figure, says, readout} of [course, difference]) {
      figure.updateOverlay();
      readout.textContent = says();
    }
    weeks.update();
  };
  return {
    element: element('div', {class: 'figures'},
      element('div', {class: 'controls'}, outcomeChoice(store), course.runs), certainty,
      element('div', {class: 'pair'}, course.figure.element, difference.figure.element), weeks.element,
      element('details', {class: 'funnel'}, element('summary', {}, 'Where voice dies'), voice.element), table.element,
      element('p', {class: 'hash muted'}, 'Content hash ', hash, ', the same that the program prints for this YAML.')),
    update: () => {
      certainty.textContent = sure(newest());
      hash.textContent = newest().reproduce.content_hash;
      for (const {update} of [course.figure, difference.figure, voice, table]) update();
      look();
    },
    look,
  };
}

interface Made {
  figure: Figure;
  /** The values of the week shown. */
  says: () => string;
  readout: HTMLElement;
}

const readoutLine = () => element('p', {class: 'readout', 'aria-hidden': 'true', dir: 'auto'});

// The week shown is where the pointer is, in every figure.
function followed(store: Store, newest: Newest, made: Figure, courses: () => Courses): void {
  for (const kind of ['pointerdown', 'pointermove']) made.drawing.addEventListener(kind, (event) => {
    const drawing = made.drawing as SVGSVGElement;
    const week = frame(courses(), drawing.viewBox.baseVal.width).x.invert(placeIn(drawing, event as PointerEvent).x);
    store.look({week: newest().weeks!.shown[nearest(newest().weeks!.shown, week)]!});
  });
}

const shownWeek = (store: Store, newest: Newest) => nearest(newest().weeks!.shown, store.get().week);

function courseFigure(store: Store, origin: Origin, newest: Newest): Made & {runs: HTMLElement} {
  let hasRuns = false;
  const fan = () => newest().fans[0]!;
  const outcome = () => outcomeOf(newest(), fan().outcome);
  const courses = () => fans.coursesOf(newest(), fan(), outcome(), hasRuns);
  const runs = toggle('Single runs', false, (on) => { hasRuns = on; made.update(); });
  const readout = readoutLine();
  const made = figure(origin, {
    name: 'course', kicker: 'Course over the weeks',
    words: () => ({
      title: claimOf(newest(), outcome()),
      caption: [fans.meansText(newest(), outcome()), fans.spreadText(newest(), hasRuns ? fan().runs[0]!.length : 0)],
      description: fans.words(newest(), fan(), outcome(), hasRuns).description,
    }),
    draw: (group, width) => drawCourses(group, courses(), width),
    overlay: (group, width) => drawCursor(group, courses(), width, shownWeek(store, newest)),
    below: [readout],
    table: () => courseTable(newest(), outcome(), courses().courses),
  });
  followed(store, newest, made, courses);
  return {figure: made, readout, runs, says: () => fans.weekText(newest(), fan(), outcome(), shownWeek(store, newest))};
}

function differenceFigure(store: Store, origin: Origin, newest: Newest): Made {
  const all = () => newest().differences;
  const outcome = () => outcomeOf(newest(), all()[0]!.outcome);
  const courses = () => differences.coursesOf(newest(), all(), outcome());
  const readout = readoutLine();
  const made = figure(origin, {
    name: 'difference', kicker: 'Difference, pair by pair',
    words: () => differences.words(newest(), all(), outcome()),
    draw: (group, width) => differences.drawDifferences(group, courses(), width),
    overlay: (group, width) => drawCursor(group, courses(), width, shownWeek(store, newest)),
    below: [readout],
    table: () => courseTable(newest(), outcome(), all().map((each) =>
      ({name: differences.lessText(newest(), each), band: each.band}))),
  });
  followed(store, newest, made, courses);
  return {figure: made, readout, says: () => differences.weekText(newest(), all(), outcome(), shownWeek(store, newest))};
}

function outcomeChoice(store: Store): HTMLElement {
  const {outcomes: all} = store.results().description;
  const select = element('select', {}, ...all.map((outcome) => element('option', {value: outcome.name}, nameWithUnit(outcome))));
  select.value = store.get().outcome;
  select.addEventListener('change', () => store.look({outcome: select.value}));
  store.subscribe(() => { if (select.value !== store.get().outcome) select.value = store.get().outcome; });
  return element('label', {}, element('span', {class: 'muted'}, 'Outcome'), select);
}

// The week for keys and for those who do not point.
function weekSlider(store: Store, newest: Newest, says: () => string) {
  const slider = element('input', {type: 'range', min: '0', step: '1'});
  const output = element('output', {class: 'number'});
  slider.addEventListener('input', () => store.look({week: newest().weeks!.shown[slider.valueAsNumber]!}));
  return {
    element: element('label', {class: 'weeks'}, element('span', {class: 'muted'}, 'Week'), slider, output),
    update: () => {
      const {shown, count} = newest().weeks!;
      const at = shownWeek(store, newest);
      slider.max = `${shown.length - 1}`;
      slider.value = `${at}`;
      output.textContent = `${shown[at]} of ${count}`;
      slider.setAttribute('aria-valuetext', says());
    },
  };
}

const firstOutcomes = ['performance', 'quits', 'surprise_top', 'trust_leader', 'safety', 'voice', 'welcomed_share', 'autonomy'];

// Every outcome; filled when it is opened.
function outcomeDetails(newest: Newest) {
  const room = element('div');
  const details = element('details', {class: 'numbers'}, element('summary', {}, 'All outcomes in numbers'), room);
  const update = () => {
    if (!details.open) return;
    const wasOpen = room.querySelector('details')?.open ?? false;
    const made = outcomes(newest(), firstOutcomes);
    room.replaceChildren(...(made ? [made] : []));
    const inner = room.querySelector('details');
    if (inner) inner.open = wasOpen;
  };
  details.addEventListener('toggle', update);
  return {element: details, update};
}
