import type { ModelTarget, Target } from '@pawl/core';

/** The variable that holds a vendor's key where the configuration names none. */
export const defaultKeyVariable: Readonly<Record<ModelTarget['provider'], string>> = {
  openai: 'OPENAI_API_KEY',
  anthropic: 'ANTHROPIC_API_KEY',
};

type Env = Readonly<Record<string, string | undefined>>;

const reference = /\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g;

/** The names of the variables that a text refers to as `$NAME` or `${NAME}`. */
export function variablesIn(text: string): string[] {
  return Array.from(text.matchAll(reference), (match) => match[1] ?? match[2] ?? '');
}

/** The text with its variables' values in place of `$NAME`; one that is not set becomes empty. */
export function fillVariables(text: string, env: Env): string {
  return text.replaceAll(reference, (_, braced?: string, bare?: string) => {
    return env[braced ?? bare ?? ''] ?? '';
  });
}

/** The names of the variables that a target reads. */
function variablesOf(target: Target): string[] {
  switch (target.provider) {
    case 'openai':
    case 'anthropic':
      return [target.apiKeyEnv ?? defaultKeyVariable[target.provider]];
    case 'http':
      return Object.values(target.headers ?? {}).flatMap(variablesIn);
    case 'command':
      return Object.values(target.env ?? {}).flatMap(variablesIn);
    case 'module':
    case 'recorded':
      return [];
  }
}

/** The values that a target reads from the environment and that no record may hold. */
export function secretsOf(target: Target, env: Env): string[] {
  const values = variablesOf(target).map((name) => env[name] ?? '');
  return [...new Set(values.filter((value) => value !== ''))];
}

/** The text with every secret replaced: as it is, URL-encoded, JSON-escaped and in base64. */
export function maskSecrets(text: string, secrets: readonly string[]): string {
  let masked = text;
  for (const form of secrets.flatMap(formsOf))
    masked = maskCut(masked.replaceAll(form, '***'), form);
  return masked;
}

/** An excerpt may have cut a secret in the middle: its beginning, right before the mark, is hidden too. */
function maskCut(text: string, form: string): string {
  if (!text.includes('…')) return text;
  for (let length = form.length - 1; length >= shortestSecret; length -= 1) {
    const beginning = `${form.slice(0, length)}…`;
    if (text.includes(beginning)) return text.replaceAll(beginning, '***…');
  }
  return text;
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const json = JSON.stringify(secret).slice(1, -1);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  return [...new Set([secret, json, encodeURIComponent(secret), base64])].filter(
    (form) => form.length >= shortestSecret,
  );
}

// shorter values (`1`, `no`) occur everywhere and would black out whole messages
const shortestSecret = 6;
