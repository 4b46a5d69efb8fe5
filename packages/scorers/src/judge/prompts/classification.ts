/** Which class does the answer belong to? */
export const classificationPrompt = `{{question}}

The question that was asked:
{{input}}

The answer:
{{output}}

{{expected}}
The menu:
{{menu}}
`;
