/** Is the context to the point? */
export const contextPrecisionPrompt = `Judge how much of the retrieved context is useful to arrive at the expected answer to the question. The answer of the system is shown for orientation only.

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
