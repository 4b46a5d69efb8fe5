const rewrites: readonly (readonly [RegExp, string])[] = [
  [/\\(?:text|mathrm|mathbf|mbox|textbf)\{([^{}]{0,200})\}/g, '$1'],
  [/\\(?:left|right|displaystyle|quad|qquad)(?![a-zA-Z])|\\[,;:! ]/g, ''],
  [/\\[dt]frac/g, '\\frac'],
  [/\\frac\s*(\d)/g, '\\frac{$1}'],
  [/(\\frac\s*\{[^{}]{0,200}\})\s*(\d)/g, '$1{$2}'],
  [/\\sqrt\s*(\d)/g, '\\sqrt{$1}'],
  [/√\s*(\d+)/g, 'sqrt($1)'],
  [/√/g, 'sqrt'],
  [/²/g, '^2'],
  [/³/g, '^3'],
  [/\\(?:emptyset|varnothing)(?![a-zA-Z])|∅/g, '⟨⟩'],
  [/\\(?:cdot|times)(?![a-zA-Z])/g, '*'],
  [/\\div(?![a-zA-Z])/g, '/'],
  [/\\pi(?![a-zA-Z])|π/g, '(pi)'],
  [/\\infty(?![a-zA-Z])|∞/g, 'inf'],
  [/\\cup(?![a-zA-Z])/g, '∪'],
  [/\^\{?\\circ\}?|\\degree|°/g, ''],
  [/\\%/g, '%'],
  [/[−–]/g, '-'],
  [/×/g, '*'],
  [/÷/g, '/'],
  [/\\\$|\$|\\\(|\\\)|\\\[|\\\]/g, ''],
  [/(?<=\d)[,\u00a0\u202f ](?=\d{3}(?!\d))/g, ''],
  [/(?<=\d)\s+(?=\d)/g, '¦'],
  [/\\\{/g, '⟨'],
  [/\\\}/g, '⟩'],
  [/^[a-zA-Z]\s{0,3}(?:=|∈|\\in(?![a-zA-Z]))/, ''],
  [/\s+/g, ''],
  [/\.$/, ''],
];

/** A mathematical text without LaTeX's dress: fractions and roots as plain operations, no spaces, no dollars. */
export function plainMath(written: string): string {
  let plain = openMixed(written.trim());
  for (const [pattern, replacement] of rewrites) plain = plain.replace(pattern, replacement);
  return openBraces(plain);
}

const vulgar = /(\d*)\s?([¼½¾⅐-⅞])/g;
const mixedForms = [
  /(?<![\d.,)}^])(\d+)\s+(\d+)\s*\/\s*(\d+)/g,
  /(?<![\d.,)}^])(\d+)\s*\\[dt]?frac\s*\{(\d+)\}\s*\{(\d+)\}/g,
  /(?<![\d.,)}^])(\d+)\s*\\[dt]?frac\s*(\d)\s*(\d)/g,
];

// A whole number before a proper fraction is a mixed number: 2½, 2 1/2 and 2\frac{1}{2} are 2.5.
function openMixed(text: string): string {
  let open = text.replace(vulgar, (_, whole: string, sign: string) => {
    const fraction = sign.normalize('NFKC').replace('\u2044', '/');
    return whole === '' ? `(${fraction})` : `(${whole}+${fraction})`;
  });
  for (const form of mixedForms)
    open = open.replace(form, (all: string, ...groups: readonly string[]) => {
      const [whole = '', over = '', under = ''] = groups;
      return Number(over) < Number(under) ? `(${whole}+${over}/${under})` : all;
    });
  return open;
}

// `\frac{a}{b}` becomes `((a)/(b))` and `\sqrt{a}` becomes `sqrt(a)`, from the inside out.
function openBraces(text: string): string {
  let open = text;
  for (let round = 0; round < 20; round += 1) {
    const next = open
      .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, '(($1)/($2))')
      .replace(/\\sqrt\[(\d+)\]\{([^{}]*)\}/g, '(($2)^(1/$1))')
      .replace(/\\sqrt\{([^{}]*)\}/g, 'sqrt($1)')
      .replace(/\^\{([^{}]*)\}/g, '^($1)');
    if (next === open) return open.replaceAll(/\^\((\w+)\)/g, '^$1');
    open = next;
  }
  return open;
}
