/** The studio: what can be set at the left, what comes of it at the right; state goes one way, from the store to the page. */
import {headline} from '../report/headline.ts';
import type {Payload} from '../report/payload.ts';
import {element} from '../shared/element.ts';
import {isolated} from '../shared/format.ts';
import {themeButton} from '../shared/theme.ts';
import {asReport} from './as_report.ts';
import type {Engine} from './engine.ts';
import {figures} from './figures.ts';
import {linkButton, openButton, reportButton, takeDrops, yamlButton} from './files.ts';
import {fragmentOf, stateOf} from './fragment.ts';
import {panel} from './panel.ts';
import {keepRunning} from './runner.ts';
import type {Served} from './served.ts';
import {stage, type Stage} from './stage.ts';
import {beginning, withOwn, type State} from './state.ts';
import {makeStore, type Store} from './store.ts';
import {stories} from './stories.ts';
import {timeline} from './timeline.ts';
// Last, so that it can say otherwise than what figures bring along.
import './studio.css';

/** `scenario`: what to begin with where the address says nothing. */
export async function start(engine: Engine, scenario: Served['scenario'] = null): Promise<void> {
  const main = document.getElementById('studio')!;
  try {
    const [description, {state, problem}] = await Promise.all([engine.describe(), stateOfAddress(beginningWith(scenario))]);
    performance.mark('described');
    const store = makeStore(state, description);
    const notice = element('p', {role: 'alert', class: 'notice'}, problem);
    const say = (text: string) => { notice.textContent = text; };
    const isWhole = keepAddress(store, say);
    const played = stage(engine, store, () => linkButton(isWhole, 'Copy the link to these settings'));
    document.body.prepend(top(engine, store, say, linkButton(isWhole, 'Link'), played.buttons));
    main.replaceChildren(...page(store, notice, played));
    document.body.append(...played.above);
    takeDrops(store, say);
    listenToUndo(store);
    keepRunning(engine, store);
  } catch (error) {
    main.replaceChildren(element('p', {role: 'alert', class: 'notice'}, `The engine could not start (${(error as Error).message}).`));
  }
}

const beginningWith = (scenario: Served['scenario']): State =>
  (scenario ? withOwn({...beginning, files: scenario.files}, scenario.name, scenario.text) : beginning);

async function stateOfAddress(first: State = beginning): Promise<{state: State; problem: string}> {
  try {
    return {state: location.hash ? await stateOf(location.hash) : first, problem: ''};
  } catch (error) {
    return {state: beginning, problem: `The link does not say what to show (${(error as Error).message}); this is the first story.`};
  }
}

// Once changes rest, the address says them. Returns whether it says all.
function keepAddress(store: Store, say: (problem: string) => void): () => boolean {
  let timer = 0;
  let isWhole = true;
  const write = async () => {
    const fragment = await fragmentOf(store.get());
    isWhole = fragment !== null;
    history.replaceState(null, '', fragment || location.pathname + location.search);
  };
  store.subscribe(() => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { void write(); }, 250);
  });
  addEventListener('hashchange', async () => {
    const {state, problem} = await stateOfAddress();
    say(problem);
    store.change('address', () => state);
  });
  return () => isWhole;
}

function top(engine: Engine, store: Store, say: (problem: string) => void, link: HTMLElement,
  played: HTMLElement[]): HTMLElement {
  const undo = element('button', {type: 'button', 'aria-label': 'Undo', title: 'Undo (Ctrl+Z)'}, '↶');
  const redo = element('button', {type: 'button', 'aria-label': 'Redo', title: 'Redo (Ctrl+Shift+Z)'}, '↷');
  undo.addEventListener('click', store.undo);
  redo.addEventListener('click', store.redo);
  const report = reportButton(engine);
  const update = () => {
    undo.disabled = !store.canUndo();
    redo.disabled = !store.canRedo();
    report.disabled = store.results().shown === null;
  };
  store.subscribe(update);
  update();
  return element('header', {class: 'top'}, element('span', {class: 'brand'}, 'Candor'), stories(store),
    element('span', {class: 'actions'}, undo, redo, ...played, link, openButton(store, say), yamlButton(store), report, themeButton()));
}

function listenToUndo(store: Store) {
  addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || isText(event.target)) return;
    event.preventDefault();
    if (event.shiftKey) store.redo();
    else store.undo();
  });
}

// Where text is typed, undoing is the browser's.
const isText = (target: EventTarget | null) => target instanceof HTMLInputElement && ['text', 'search', 'number'].includes(target.type);

function page(store: Store, notice: HTMLElement, played: Stage): HTMLElement[] {
  const controls = element('details', {class: 'settings'}, element('summary', {}, 'Settings'), panel(store));
  // Beside the figures there is room; above them, on small screens, they would be in the way.
  const wide = matchMedia('(min-width: 64rem)');
  const unfold = () => { controls.open = wide.matches; };
  wide.addEventListener('change', unfold);
  unfold();
  const problems = element('pre', {class: 'problems', role: 'status', 'aria-live': 'polite', tabindex: '0'});
  const progress = element('progress', {max: '1', 'aria-label': 'Replicates that are done'});
  const answer = element('div', {class: 'answer'}, element('header', {class: 'headline'}, element('h1', {}, 'Candor studio'),
    element('p', {class: 'muted'}, 'The first organizations are being led …')));
  const organizations = element('section', {id: 'organizations', 'aria-label': 'Both organizations, member by member'}, played.organizations);
  const story = element('section', {id: 'story', 'aria-label': 'Story'}, played.story);
  const course = element('section', {id: 'figures', 'aria-label': 'Over the weeks'});
  const happens = element('section', {id: 'timeline', 'aria-label': 'Timeline'}, timeline(store));
  showResults(store, answer, course);
  const shown = element('div', {class: 'shown', 'aria-busy': 'true'}, notice, progress, problems, story, answer, organizations, happens, course);
  store.subscribe(() => {
    const {problems: said, progress: done} = store.results();
    if (problems.textContent !== said) problems.textContent = said;
    progress.value = done ?? 0;
    shown.ariaBusy = `${done !== null}`;
  });
  return [element('aside', {'aria-label': 'Settings'}, controls), shown];
}

// Every new result is written over the last one; figures are made once and drawn anew.
function showResults(store: Store, answer: HTMLElement, course: HTMLElement) {
  let payload: Payload | null = null;
  let shown: unknown = null;
  let week = 0;
  let made: ReturnType<typeof figures> | null = null;
  const say = announcer(answer);
  store.subscribe(() => {
    const results = store.results();
    if (results.shown && results.opened && results.shown !== shown) {
      shown = results.shown;
      const report = asReport(results.shown, results.opened, results.description);
      payload = {...report, policies: report.policies.map(isolated)};
      document.title = `${payload.title} · Candor studio`;
      answer.firstElementChild!.replaceWith(headline(payload));
      say(payload.headline);
      if (made === null) {
        made = figures(store, () => payload!);
        course.replaceChildren(made.element);
      }
      made.update();
    } else if (store.get().week !== week) {
      made?.look();
    }
    week = store.get().week;
  });
}

// Says what was found once it stays, not with every step of a slider.
function announcer(beside: HTMLElement): (text: string) => void {
  const live = element('p', {class: 'visually-hidden', role: 'status'});
  let timer = 0;
  beside.append(live);
  return (text) => {
    clearTimeout(timer);
    timer = window.setTimeout(() => { live.textContent = text; }, 800);
  };
}
