import {select} from 'd3-selection';
import {element} from '../shared/element.ts';
import {drawingScale, type Group} from '../shared/figure.ts';

/** A drawing without a figure around it; `draw` draws at a width and returns the height. Its numbers are said in words beside it. */
export interface Drawing {
  element: HTMLElement;
  svg: SVGSVGElement;
  update(): void;
}

export function drawing(draw: (group: Group, width: number) => number): Drawing {
  const wrapper = element('div', {class: 'drawing', 'aria-hidden': 'true'});
  const svg = select(wrapper).append('svg').attr('class', 'chart');
  const group: Group = svg.append('g');
  let width = 0;
  const update = () => {
    if (width === 0) return;
    group.selectAll('*').remove();
    const height = Math.ceil(draw(group, width));
    svg.attr('viewBox', `0 0 ${width} ${height}`).attr('width', width).attr('height', height);
  };
  new ResizeObserver(() => {
    const room = Math.floor(wrapper.clientWidth / drawingScale(wrapper));
    if (room === 0 || room === width) return;
    width = room;
    update();
  }).observe(wrapper);
  return {element: wrapper, svg: svg.node()!, update};
}
