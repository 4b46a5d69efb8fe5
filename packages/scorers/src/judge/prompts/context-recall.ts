/** Does the context hold what the expected answer says? */
export const contextRecallPrompt = `Judge how much of the expected answer the retrieved context supports. The answer of the system is shown for orientation only.

The context:
{{context}}

The question:
{{input}}

The expected answer:
{{expected}}

The answer of the system:
{{output}}

The menu:
{{menu}}
`;
