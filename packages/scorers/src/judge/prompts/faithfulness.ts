/** Is every claim of the answer borne out by the context? */
export const faithfulnessPrompt = `Judge whether the claims of the answer are borne out by the context. Knowledge from elsewhere does not count.

The context:
{{context}}

The question:
{{input}}

The answer:
{{output}}

The menu:
{{menu}}
`;
