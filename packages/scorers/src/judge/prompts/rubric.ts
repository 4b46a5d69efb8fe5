/** Does the answer satisfy a rubric? */
export const rubricPrompt = `Judge whether the answer satisfies the rubric.

The rubric:
{{rubric}}

The question:
{{input}}

The answer:
{{output}}

{{expected}}
The menu:
{{menu}}
`;
