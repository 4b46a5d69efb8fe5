/** Which of two answers is better? */
export const pairwisePrompt = `Judge which of two answers to the question is better. {{criterion}}
Length by itself is no merit, and the order in which they stand means nothing.

The question:
{{input}}

The first answer:
{{output}}

The second answer:
{{other}}

The menu:
{{menu}}
`;
