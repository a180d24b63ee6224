import './report.css';
import {element} from '../shared/element.ts';
import {isolated} from '../shared/format.ts';
import {themeButton} from '../shared/theme.ts';
import {assumptions} from './assumptions.ts';
import {differences} from './differences.ts';
import {fans} from './fans.ts';
import {headline} from './headline.ts';
import {levels} from './levels.ts';
import {matters} from './matters.ts';
import {outcomes} from './outcomes.ts';
import type {Payload} from './payload.ts';
import {people} from './people.ts';
import {regimes} from './regimes.ts';
import {reproduce} from './reproduce.ts';
import {voice} from './voice.ts';

interface Block {
  /** Of the section, for links. */
  id: string;
  /** In the contents. */
  name: string;
  /** Null where the payload has nothing to show. */
  build: (payload: Payload) => HTMLElement | null;
}

// The report, from the answer to how to make it again.
const blocks: Block[] = [
  {id: 'outcomes', name: 'Outcomes', build: outcomes},
  {id: 'course', name: 'Course', build: fans},
  {id: 'difference', name: 'Difference', build: differences},
  {id: 'voice', name: 'Where voice dies', build: voice},
  {id: 'levels', name: 'Levels', build: levels},
  {id: 'people', name: 'Members', build: people},
  {id: 'matters', name: 'What matters', build: matters},
  {id: 'regimes', name: 'Who wins where', build: regimes},
  {id: 'assumptions', name: 'Assumptions', build: assumptions},
  {id: 'reproduce', name: 'How to reproduce', build: reproduce},
];

function page(payload: Payload): HTMLElement[] {
  const sections = blocks.flatMap(({id, name, build}) => {
    const content = build(payload);
    return content ? [{name, section: element('section', {id}, content)}] : [];
  });
  const links = sections.map(({name, section}) => element('a', {href: `#${section.id}`}, name));
  return [
    headline(payload),
    element('nav', {class: 'contents', 'aria-label': 'Contents'}, ...links),
    ...sections.map(({section}) => section),
  ];
}

function read(): Payload {
  const payload: Payload = JSON.parse(document.getElementById('payload')!.textContent!);
  const ofNames = <Part extends {policies: string[]}>(part: Part): Part => ({...part, policies: part.policies.map(isolated)});
  return {...ofNames(payload), regimes: payload.regimes.map(ofNames)};
}

const payload = read();
document.title = payload.title;
document.body.prepend(element('header', {class: 'top'}, element('span', {class: 'brand'}, 'Candor'), themeButton()));
document.getElementById('report')!.replaceChildren(...page(payload));
