/** Fills the placeholders `{{name}}` of a template in one pass: what is filled in is never read again. */
export function fillPrompt(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{\{(\w{1,40})\}\}/g, (written: string, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? '') : written,
  );
}
