/** How the facts of an answer stand to those of an expert. */
export const factualityPrompt = `Compare the facts of the submitted answer with those of the expert answer. Ignore style, grammar and punctuation.

The question:
{{input}}

The expert answer:
{{expected}}

The submitted answer:
{{output}}

The menu:
{{menu}}
`;
