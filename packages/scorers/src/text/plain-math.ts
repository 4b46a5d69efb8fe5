const rewrites: readonly (readonly [RegExp, string])[] = [
  [/\\(?:text|mathrm|mathbf|mbox|textbf)\{([^{}]{0,200})\}/g, '$1'],
  [/\\(?:left|right|displaystyle|quad|qquad)(?![a-zA-Z])|\\[,;:! ]/g, ''],
  [/\\[dt]frac/g, '\\frac'],
  [/\\frac(\d)(\d)/g, '($1)/($2)'],
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
  [/(?<=\d)[,\u00a0\u202f](?=\d{3}(?!\d))/g, ''],
  [/\\\{/g, '⟨'],
  [/\\\}/g, '⟩'],
  [/^[a-zA-Z]\s{0,3}(?:=|∈|\\in(?![a-zA-Z]))/, ''],
  [/\s+/g, ''],
  [/\.$/, ''],
];

/** A mathematical text without LaTeX's dress: fractions and roots as plain operations, no spaces, no dollars. */
export function plainMath(written: string): string {
  let plain = written.trim();
  for (const [pattern, replacement] of rewrites) plain = plain.replace(pattern, replacement);
  return openBraces(plain);
}

// `\frac{a}{b}` becomes `((a)/(b))` and `\sqrt{a}` becomes `sqrt(a)`, from the inside out.
function openBraces(text: string): string {
  let open = text;
  for (let round = 0; round < 20; round += 1) {
    const next = open
      .replace(/\\frac\{([^{}]*)\}\{([^{}]*)\}/g, '(($1)/($2))')
      .replace(/\\sqrt\{([^{}]*)\}/g, 'sqrt($1)')
      .replace(/\^\{([^{}]*)\}/g, '^($1)');
    if (next === open) return open.replaceAll(/\^\((\w+)\)/g, '^$1');
    open = next;
  }
  return open;
}
