import './bets.css';
import {claimOf, outcomeOf} from '../report/claims.ts';
import {coursesOf} from '../report/fans.ts';
import type {Courses} from '../report/courses.ts';
import type {Outcome, Payload} from '../report/payload.ts';
import {choice, element, toggle} from '../shared/element.ts';
import {placeIn} from '../shared/figure.ts';
import {nameWithUnit, withUnit} from '../shared/format.ts';
import {drawBet, pointOf, type Bet} from './bet_drawing.ts';
import {meanDistance, weeksWithin, withPoint, withStroke, type Point} from './bet_line.ts';
import {drawing} from './drawing.ts';
import {letter} from './view.ts';

export interface Bets {
  element: HTMLDialogElement;
  open(): void;
}

/** How many points keys move. */
const points = 8;
/** Steps of a key from the bottom of the plot to its top. */
const steps = 50;

/** The room draws the line it expects; then the fan appears, and how far off the line was. `newest` is the last result. */
export function bets(newest: () => Payload | null): Bets {
  const heading = element('h2', {id: 'bets-title'});
  const verdict = element('p', {class: 'verdict', 'aria-live': 'polite'});
  const hint = element('p', {class: 'muted'}, 'Draw with the pointer. With keys: left and right choose a point, up and down move it.');
  const reveal = element('button', {type: 'button', class: 'primary'}, 'Reveal');
  const again = element('button', {type: 'button'}, 'Start over');
  const close = element('button', {type: 'button'}, 'Close');
  let payload: Payload | null = null;
  let bet: Bet;

  const courses = (): Courses => {
    const fan = payload!.fans[0]!;
    return coursesOf(payload!, fan, outcomeOf(payload!, fan.outcome), false);
  };
  const plot = drawing((group, width) => (payload ? drawBet(group, courses(), bet, width) : 0));
  const board = element('div', {class: 'board', role: 'slider', tabindex: '0', 'aria-label': 'Your line'}, plot.element);
  const other = toggle('', true, (on) => { bet.isOtherShown = on; plot.update(); });
  const arm = choice('Bet on', [], () => {});
  const select = arm.querySelector('select')!;
  select.addEventListener('change', () => begin(1 - select.selectedIndex));

  const write = () => {
    const outcome = outcomeOf(payload!, payload!.fans[0]!.outcome);
    const name = (of: number) => `${letter(of)} ${payload!.policies[of]}`;
    heading.textContent = bet.isRevealed ? claimOf(payload!, outcome) : `Where does ${nameWithUnit(outcome)} go under ${name(bet.arm)}?`;
    verdict.textContent = bet.isRevealed ? verdictText(payload!, outcome, bet) : '';
    other.textContent = `Show ${name(1 - bet.arm)}`;
    other.setAttribute('aria-pressed', `${bet.isOtherShown}`);
    reveal.disabled = !bet.isDrawn || bet.isRevealed;
    hint.hidden = other.hidden = bet.isRevealed;
    board.setAttribute('aria-disabled', `${bet.isRevealed}`);
    sayPoint(board, outcome, courses(), payload!.weeks!.shown, bet);
    plot.update();
  };
  const begin = (of: number) => {
    bet = newBet(payload!, of);
    write();
    board.focus();
  };
  const change = (line: number[]) => {
    bet = {...bet, line, isDrawn: true};
    write();
  };
  listen(board, plot.svg, () => ({bet, courses: courses()}), change, (point) => { bet = {...bet, point}; write(); });
  reveal.addEventListener('click', () => {
    bet = {...bet, isRevealed: true, isOtherShown: true};
    write();
    again.focus();
  });
  again.addEventListener('click', () => begin(bet.arm));
  const made = element('dialog', {class: 'bets', 'aria-labelledby': heading.id},
    element('header', {}, element('p', {class: 'kicker'}, 'Place your bets'), heading),
    element('div', {class: 'controls'}, arm, other), board, hint, verdict,
    element('div', {class: 'controls'}, reveal, again, close));
  close.addEventListener('click', () => made.close());
  const open = () => {
    payload = newest();
    if (!payload || made.open || payload.fans.length === 0 || payload.weeks!.shown.length < 2) return;
    const options = [1, 0].map((of) => element('option', {}, `${letter(of)} ${payload!.policies[of]}`));
    select.replaceChildren(...options);
    made.showModal();
    begin(1);
  };
  return {element: made, open};
}

// Level from where the organization begins: that much is known.
function newBet(payload: Payload, arm: number): Bet {
  const start = payload.fans[0]!.bands[arm]!.q50.find((value) => value !== null) ?? 0;
  const weeks = payload.weeks!.shown.length;
  return {arm, line: Array<number>(weeks).fill(start), point: weeks - 1, isDrawn: false, isRevealed: false, isOtherShown: arm === 1};
}

function verdictText(payload: Payload, outcome: Outcome, {arm, line}: Bet): string {
  const band = payload.fans[0]!.bands[arm]!;
  const off = meanDistance(line, band.q50);
  const last = band.q50.findLastIndex((value) => value !== null);
  const weeks = payload.weeks!.shown.length;
  const of = payload.replicates > 1 ? `the median of ${payload.replicates} replicates` : 'the run';
  const within = payload.replicates > 1
    ? ` It runs within the band of 90 % of the runs in ${weeksWithin(line, band.q05, band.q95)} of ${weeks} weeks.` : '';
  return `Your line is ${withUnit(outcome, off)} away from ${of}, on average over the weeks. At the end you said `
    + `${withUnit(outcome, line[last])}; in this model it is ${withUnit(outcome, band.q50[last])}.${within}`;
}

function sayPoint(board: HTMLElement, outcome: Outcome, {domain}: Courses, weeks: number[], {line, point}: Bet) {
  const shown = (value: number) => `${value * outcome.factor}`;
  board.setAttribute('aria-valuemin', shown(domain[0]));
  board.setAttribute('aria-valuemax', shown(domain[1]));
  board.setAttribute('aria-valuenow', shown(line[point]!));
  board.setAttribute('aria-valuetext', `week ${weeks[point]}: ${withUnit(outcome, line[point])}`);
}

/** Strokes of the pointer, and keys that choose points and move them. */
function listen(board: HTMLElement, svg: SVGSVGElement, now: () => {bet: Bet; courses: Courses}, change: (line: number[]) => void,
  choose: (point: number) => void) {
  let last: Point | null = null;
  const pointAt = (event: PointerEvent) => pointOf(now().courses, svg.viewBox.baseVal.width, placeIn(svg, event));
  svg.addEventListener('pointerdown', (event) => {
    if (now().bet.isRevealed) return;
    svg.setPointerCapture(event.pointerId);
    last = pointAt(event);
    change(withStroke(now().bet.line, last, last));
  });
  svg.addEventListener('pointermove', (event) => {
    if (!last) return;
    const to = pointAt(event);
    change(withStroke(now().bet.line, last, to));
    last = to;
  });
  for (const kind of ['pointerup', 'pointercancel']) svg.addEventListener(kind, () => { last = null; });
  const move = (by: number) => {
    const {bet: {line, point}, courses: {domain: [low, high]}} = now();
    const value = Math.min(high, Math.max(low, line[point]! + (by * (high - low)) / steps));
    change(withPoint(line, {week: point, value}, reachOf(line)));
  };
  const go = (by: number) => {
    const {line, point} = now().bet;
    choose(Math.min(line.length - 1, Math.max(0, point + by * reachOf(line))));
  };
  const actions: Record<string, () => void> = {
    ArrowUp: () => move(1), ArrowDown: () => move(-1), PageUp: () => move(5), PageDown: () => move(-5),
    ArrowLeft: () => go(-1), ArrowRight: () => go(1),
  };
  board.addEventListener('keydown', (event) => {
    const action = actions[event.key];
    if (!action || now().bet.isRevealed) return;
    event.preventDefault();
    action();
  });
}

const reachOf = (line: number[]) => Math.max(1, Math.round((line.length - 1) / points));
