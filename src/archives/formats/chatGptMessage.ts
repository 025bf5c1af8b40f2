import * as v from 'valibot';

/** A node of the tree that ChatGPT exports, as far as it is checked. */
export const chatGptNode = v.object({
  message: v.nullish(
    v.object({
      author: v.object({ role: v.string(), name: v.nullish(v.string()) }),
      content: v.looseObject({ content_type: v.string() }),
      create_time: v.optional(v.unknown()),
      status: v.nullish(v.string()),
      recipient: v.nullish(v.string()),
      metadata: v.nullish(v.looseObject({})),
    }),
  ),
  parent: v.nullish(v.string()),
});

export type ChatGptMessage = NonNullable<v.InferOutput<typeof chatGptNode>['message']>;
