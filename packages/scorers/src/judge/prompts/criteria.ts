/** Which of several criteria does the answer meet? */
export const criteriaPrompt = `Judge for each criterion by itself whether the answer meets it.

The question:
{{input}}

The answer:
{{output}}

{{expected}}
The criteria:
{{criteria}}

The menu for each criterion:
{{menu}}
`;
