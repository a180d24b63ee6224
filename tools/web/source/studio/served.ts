/** What the program that made or serves this page says to it: `candor serve` and `candor studio` write it into the page. */
export interface Served {
  /** Where an engine answers, relative to the page; null: the page brings its own. */
  api: string | null;
  /** What to begin with where the address says nothing; null: the first story. */
  scenario: {name: string; text: string; files: Record<string, string>} | null;
}

export function served(): Served {
  const said = document.getElementById('served')?.textContent;
  return said ? JSON.parse(said) as Served : {api: null, scenario: null};
}
