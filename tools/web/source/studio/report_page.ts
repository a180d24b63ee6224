import type {Payload} from '../report/payload.ts';

/** The page of a report, made of the template as the program makes it (tools/cli/page/html.cpp). */
export function reportPage(template: string, payload: Payload): string {
  const title = payload.title.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  // No end of an element, no end of a line to a script.
  const data = JSON.stringify(payload).replace(/[<\u2028\u2029]/g, (character) =>
    `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  const begin = '<script type="application/json" id="payload">';
  return put(put(template, '<title>Candor report</title>', `<title>${title}</title>`),
    `${begin}null</script>`, `${begin}${data}</script>`);
}

/** Puts a text where the template has another one, which it has once. */
function put(page: string, place: string, text: string): string {
  const at = page.indexOf(place);
  if (at < 0) throw new Error(`the page has no place for \`${place}\``);
  return page.slice(0, at) + text + page.slice(at + place.length);
}
