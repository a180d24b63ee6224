/**
 * How policies look: a color (Okabe & Ito 2008, darkened where it would fade on white) and a dash pattern of its own,
 * so that color is never alone. The first policy is vermilion and dashed, the second blue and solid; one alone is blue.
 */
export interface Look {
  /** For lines and areas: at least 3:1 on paper in both themes. */
  color: string;
  /** For text: at least 4.5:1. */
  text: string;
  /** Value of stroke-dasharray. */
  dash: string;
}

const dashes = ['7 4', 'none', '2 3', '10 3 2 3', '14 4', '5 2 2 2 2 2', '1 5'];

export function policyLook(policy: number, policies: number): Look {
  const index = (policies === 1 ? 1 : policy) % dashes.length;
  return {color: `var(--policy-${index})`, text: `var(--policy-${index}-text)`, dash: dashes[index]!};
}
