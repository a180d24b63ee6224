import {select} from 'd3-selection';
import {bytesOf} from './base64.ts';
import {element} from './element.ts';
import {printable} from './format.ts';
import {wrapped} from './text_width.ts';

/** What is said around a figure in its files. */
export interface Surroundings {
  title: string;
  caption: string;
  description: string;
  /** Where the numbers come from. */
  source: string;
}

const width = 960;
const margin = 28;
const kept = ['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-opacity', 'stroke-linecap',
  'stroke-linejoin', 'opacity', 'font-family', 'font-size', 'font-weight', 'font-variant-numeric', 'text-anchor',
  'dominant-baseline', 'paint-order', 'visibility', 'display'];

/** A button that makes a file and offers it to save; what goes wrong is said beside it. */
export function fileButton(ending: string, of: string, name: string, make: () => Promise<Blob> | Blob): HTMLButtonElement {
  const button = element('button', {type: 'button', 'aria-label': `${ending} of ${of}`}, ending);
  const failure = element('span', {role: 'alert', class: 'failure'});
  button.addEventListener('click', async () => {
    failure.remove();
    try {
      download(name, await make());
    } catch (error) {
      failure.textContent = `${ending} could not be made (${(error as Error).message})`;
      button.after(failure);
    }
  });
  return button;
}

function download(name: string, content: Blob) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The figure as a file of SVG that needs nothing else: light, with title, caption and source around it. */
export function standaloneSvg(draw: (group: SVGGElement, width: number) => number, around: Surroundings): string {
  const host = document.createElement('div');
  host.dataset['theme'] = 'light';
  host.style.cssText = 'position: absolute; left: -9999px; top: 0';
  document.body.append(host);
  try {
    const svg = select(host).append('svg').attr('xmlns', 'http://www.w3.org/2000/svg').attr('class', 'chart')
      .attr('role', 'img');
    svg.append('title').text(around.title);
    svg.append('desc').text(around.description);
    svg.append('rect').attr('width', '100%').attr('height', '100%').style('fill', 'var(--paper)');
    let y = margin;
    const write = (text: string, size: number, weight: number, look: string) => {
      for (const line of wrapped(text, width - 2 * margin, size, weight)) {
        y += size * 1.35;
        svg.append('text').attr('x', margin).attr('y', y).text(line)
          .style('font-size', `${size}px`).style('font-weight', weight).style('fill', look);
      }
    };
    write(around.title, 22, 650, 'var(--ink)');
    const group = svg.append('g').attr('transform', `translate(${margin}, ${y + 18})`);
    y += 18 + draw(group.node()!, width - 2 * margin) + 8;
    write(around.caption, 13, 400, 'var(--muted)');
    y += 6;
    write(around.source, 11, 400, 'var(--muted)');
    const height = Math.ceil(y + margin);
    svg.attr('width', width).attr('height', height).attr('viewBox', `0 0 ${width} ${height}`);
    inlineStyles(svg.node()!);
    return printable(new XMLSerializer().serializeToString(svg.node()!));
  } finally {
    host.remove();
  }
}

// Style sheets stay behind, so what they say is written on every mark.
function inlineStyles(svg: SVGSVGElement) {
  const marks = [...svg.querySelectorAll<SVGElement>('*')]
    .filter((mark) => !(mark instanceof SVGTitleElement || mark instanceof SVGDescElement));
  const styles = marks.map((mark) => {
    const computed = getComputedStyle(mark);
    return kept.map((property) => `${property}: ${computed.getPropertyValue(property)}`).join('; ');
  });
  // What a mark looks like hangs on the classes around it, so none goes before all are read.
  marks.forEach((mark, index) => {
    mark.setAttribute('style', styles[index]!);
    mark.removeAttribute('class');
  });
}

/** A file of SVG as pixels, two for each. */
export async function png(svg: string): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = 2 * image.naturalWidth;
  canvas.height = 2 * image.naturalHeight;
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  // Not toBlob(): it encodes in idle moments, and in some browsers now and then never ends.
  const encoded = /^data:image\/png;base64,(.+)/.exec(canvas.toDataURL('image/png'))?.[1];
  if (!encoded) throw new Error('no picture (too large)');
  return new Blob([bytesOf(encoded)], {type: 'image/png'});
}
