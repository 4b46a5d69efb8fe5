/** Does the answer meet a criterion? */
export const closedQaPrompt = `Judge whether the submitted answer meets the criterion.

The question:
{{input}}

The criterion:
{{criterion}}

The submitted answer:
{{output}}

The menu:
{{menu}}
`;
