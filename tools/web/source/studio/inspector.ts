import './inspector.css';
import {isWithoutLeader, reportsOf} from '../report/people_recording.ts';
import {element, named} from '../shared/element.ts';
import {placeIn, type Group} from '../shared/figure.ts';
import {decimal, isolated, whole} from '../shared/format.ts';
import {nearest} from '../shared/week_cursor.ts';
import {drawAnswers, drawSpeaking} from './chances.ts';
import {goToWeek} from './clock.ts';
import {drawing} from './drawing.ts';
import {isSuperseded, type Engine, type Explanation} from './engine.ts';
import {courseWeeks, coursesOf, drawMemberCourse, eventfulWeeks, partingWeeks} from './member_course.ts';
import {claimOf, memberWeek, speakingReasons, trustReasons, type MemberWeek} from './member_week.ts';
import {drawReasons} from './reasons.ts';
import {letter, weekIndex, type Cast, type ViewStore} from './view.ts';

/** One member's week, side by side with the same person's under the other policy. */
export function inspector(engine: Engine, view: ViewStore): HTMLElement {
  const body = element('div', {class: 'inspected'});
  const made = element('section', {class: 'inspector', 'aria-label': 'Inspector'}, body);
  let explained: MemberWeek[] = [];
  const course = drawing((group, width) => {
    const {cast, inspected, week} = view.get();
    if (!cast || inspected === null) return 0;
    return drawMemberCourse(group, coursesOf(cast, inspected), cast.people.weeks, weekIndex(cast, week), width);
  });
  course.svg.addEventListener('click', (event) => scrub(view, placeIn(course.svg, event).x, course.svg.viewBox.baseVal.width));
  const who = element('div', {class: 'who'});
  const steps = element('div', {class: 'steps'});
  const account = accountElement(() => explained);
  body.append(element('div', {class: 'person'}, who, account.claim, steps, course.element), ...account.parts);

  const writeSteps = () => steps.replaceChildren(...stepButtons(view));
  const explain = async () => {
    const {inspected, isPlaying, cast} = view.get();
    if (inspected === null || isPlaying || !cast) return;
    body.setAttribute('aria-busy', 'true');
    const asked = view.get();
    try {
      const found = await engine.explain(inspected, cast.people.weeks[weekIndex(cast, asked.week)]!, cast.people.replicate);
      const now = view.get();
      if (now.inspected !== inspected || now.week !== asked.week || now.cast !== cast) return;
      explained = found.map(memberWeek);
      account.update(inspected, '');
    } catch (error) {
      if (!isSuperseded(error)) account.update(inspected, (error as Error).message);
    }
    body.removeAttribute('aria-busy');
  };
  const write = () => {
    const {inspected, cast} = view.get();
    const isEmpty = inspected === null || !cast;
    made.classList.toggle('empty', isEmpty);
    steps.hidden = course.element.hidden = isEmpty;
    if (isEmpty) account.clear();
    who.replaceChildren(...(isEmpty ? invitation() : introduction(view, cast, inspected)));
    course.update();
    if (!isEmpty) writeSteps();
    void explain();
  };
  write();
  view.subscribe((now, before) => {
    if (now.inspected !== before.inspected || now.cast !== before.cast) write();
    if (now.inspected !== null && before.inspected === null) made.scrollIntoView({block: 'nearest'});
    if (now.inspected === null || now.inspected !== before.inspected) return;
    if (now.week === before.week && now.isPlaying === before.isPlaying) return;
    course.update();
    writeSteps();
    if (now.isPlaying) body.setAttribute('aria-busy', 'true');
    else void explain();
  });
  return made;
}

const invitation = () => [
  element('p', {class: 'kicker'}, 'Inspector'),
  element('p', {class: 'muted'}, 'Click a person, or go through them with the arrow keys and press Enter: what it saw, why it spoke '
    + 'or kept silent, what followed, and how the same person fares in the other organization.'),
];

// Who it is, whom it follows, and a way to close.
function introduction(view: ViewStore, cast: Cast, id: string): HTMLElement[] {
  const close = element('button', {type: 'button', class: 'close', 'aria-label': 'Close the inspector'}, '✕');
  close.addEventListener('click', () => view.set({inspected: null}));
  const isUnit = cast.people.kind === 'unit';
  const heading = element('h2', {}, isUnit ? 'Leader ' : 'Member ', named(id));
  const recording = cast.everyone.find(({chart}) => chart.ids.includes(id));
  const facts = element('p', {class: 'muted'});
  if (recording) {
    const {chart} = recording;
    const cell = chart.ids.indexOf(id);
    const above = chart.above[cell]!;
    const below = reportsOf(chart)[cell]!;
    if (above >= 0) facts.append(isUnit ? 'below ' : 'led by ', goTo(view, chart.ids[above]!));
    else facts.append(isWithoutLeader(recording, weekIndex(cast, view.get().week), cell) ? 'at the top, led by nobody' : 'at the top');
    if (isUnit) facts.append(`, unit of ${whole(chart.sizes[cell])}`);
    if (below.length > 0) {
      facts.append(isUnit ? '; units below: ' : ', leads ');
      const shown = below.slice(0, 9);
      shown.forEach((report, index) => facts.append(index > 0 ? ' ' : '', goTo(view, chart.ids[report]!)));
      if (below.length > shown.length) facts.append(` and ${whole(below.length - shown.length)} more`);
    }
  }
  return [element('div', {class: 'heading'}, element('p', {class: 'kicker'}, 'The same person in both'), close), heading, facts];
}

function goTo(view: ViewStore, id: string): HTMLButtonElement {
  const button = element('button', {type: 'button', class: 'member', 'aria-label': `Inspect ${id}`}, named(id));
  button.addEventListener('click', () => view.set({inspected: id}));
  return button;
}

// To the weeks before and after in which something happened to it, or in which the two part.
function stepButtons(view: ViewStore): HTMLElement[] {
  const {cast, inspected, week} = view.get();
  if (!cast || inspected === null) return [];
  const courses = coursesOf(cast, inspected);
  const now = weekIndex(cast, week);
  const {weeks} = cast.people;
  const button = (to: number | undefined, sign: string, what: string) => {
    const made = element('button', {type: 'button', 'aria-label': `${what}${to === undefined ? ': none' : `: week ${weeks[to]}`}`},
      sign);
    made.disabled = to === undefined;
    made.dataset['step'] = what;
    made.addEventListener('click', () => {
      goToWeek(view, weeks[to!]!);
      made.closest('.steps')?.querySelector<HTMLButtonElement>(`[data-step="${what}"]:enabled`)?.focus();
    });
    return made;
  };
  const eventful = eventfulWeeks(courses);
  const parting = partingWeeks(courses);
  return [
    button(eventful.findLast((each) => each < now), '◀ event', 'Previous event'),
    element('strong', {class: 'number'}, `week ${weeks[now]}`),
    button(eventful.find((each) => each > now), 'event ▶', 'Next event'),
    button(parting.find((each) => each > now), 'A and B part ▶', 'Next week in which A and B part'),
  ];
}

function scrub(view: ViewStore, at: number, width: number) {
  const {cast} = view.get();
  if (!cast) return;
  const {weeks} = cast.people;
  goToWeek(view, weeks[nearest(weeks, courseWeeks(weeks, width).invert(at))]!);
}

// The week itself: the claim, chance and luck, reasons, what followed, and every number.
function accountElement(weeks: () => MemberWeek[]) {
  const claim = element('p', {class: 'claim', 'aria-live': 'polite', dir: 'auto'});
  const speaking = part('Did it speak?', weeks, drawSpeaking);
  const answer = part('How it is answered', weeks, drawAnswers);
  const speakingWhy = part('Why', weeks, (group, all, width) =>
    drawReasons(group, all.map(speakingReasons), ['to silence', 'to voice'], width));
  const trusting = part('What moved its trust in the leader', weeks, (group, all, width) =>
    drawReasons(group, all.map(trustReasons), ['less', 'more'], width));
  const whole = wholeWeek(weeks);
  trusting.element.classList.add('trusting');
  const chances = element('div', {class: 'chances'}, speaking.element, answer.element, trusting.element);
  const reasons = element('div', {class: 'reasons'}, speakingWhy.element, whole.element);
  const clear = () => { claim.hidden = chances.hidden = reasons.hidden = true; };
  const update = (id: string, trouble: string) => {
    const all = weeks();
    clear();
    claim.hidden = false;
    claim.textContent = trouble || `${claimOf(id, all)}.`;
    if (trouble) return;
    const hasChoice = all.some(({issue}) => issue);
    chances.hidden = reasons.hidden = false;
    speaking.element.hidden = answer.element.hidden = speakingWhy.element.hidden = !hasChoice;
    if (hasChoice) {
      speaking.write(sentences(all, speakText));
      answer.write(sentences(all, answerText));
      speakingWhy.write('What moved the chance to speak, in log odds.');
    }
    trusting.write(sentences(all, trustText));
    whole.update();
  };
  clear();
  return {claim, parts: [chances, reasons], clear, update};
}

const sentences = (weeks: MemberWeek[], say: (week: MemberWeek) => string) =>
  `${weeks.map((week, arm) => `${letter(arm)}: ${say(week)}`).join('. ')}.`;
const speakText = ({issue, speak, on_duty}: MemberWeek) => (!on_duty ? 'not on duty' : !issue ? 'no issue'
  : `chance ${decimal(speak.probability, 3)}, drew ${decimal(speak.draw, 3)}, so it ${speak.spoke ? 'spoke' : 'kept silent'}`);
const answerText = ({issue, speak, answer}: MemberWeek) =>
  (!issue ? 'no issue' : speak.spoke ? answer.outcome : 'no answer, as it kept silent');
const trustText = ({beliefs}: MemberWeek) => {
  const trust = beliefs['trust_leader'];
  return trust ? `trust ${decimal(trust.before, 3)} → ${decimal(trust.after, 3)}` : 'no leader to trust';
};

function part(title: string, weeks: () => MemberWeek[], draw: (group: Group, weeks: MemberWeek[], width: number) => number) {
  const drawn = drawing((group, width) => (weeks().length > 0 ? draw(group, weeks(), width) : 0));
  const words = element('p', {class: 'muted number-text'});
  const made = element('section', {class: 'part'}, element('h3', {}, title), drawn.element, words);
  return {element: made, write: (text: string) => { words.textContent = text; drawn.update(); }};
}

// The table of `candor explain`, filled when it is opened.
function wholeWeek(weeks: () => MemberWeek[]) {
  const room = element('div', {class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'The whole week'});
  const details = element('details', {class: 'whole'}, element('summary', {}, 'The whole week, number by number'), room);
  const update = () => { if (details.open && weeks().length > 0) room.replaceChildren(explanationTable(weeks())); };
  details.addEventListener('toggle', update);
  return {element: details, update};
}

export function explanationTable(explanations: Explanation[]): HTMLTableElement {
  const rows = explanations[0]!.lines.map(({label, heading}, index) => {
    const wide = {scope: 'colgroup', colspan: `${1 + explanations.length}`};
    if (heading) return element('tr', {class: 'heading'}, element('th', wide, label));
    const values = explanations.map(({lines}) => element('td', {class: 'number'}, isolated(lines[index]?.value ?? '')));
    return element('tr', {}, element('th', {scope: 'row', class: /^ /.test(label) ? 'cause' : null}, label.trim()), ...values);
  });
  const head = explanations.map(({policy}, arm) => element('th', {scope: 'col', class: 'number'}, `${letter(arm)} `, named(policy)));
  return element('table', {}, element('caption', {class: 'visually-hidden'}, 'The week of this member under both policies'),
    element('thead', {}, element('tr', {}, element('th', {scope: 'col'}, 'what'), ...head)), element('tbody', {}, ...rows));
}
