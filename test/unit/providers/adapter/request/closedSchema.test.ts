import assert from 'node:assert/strict';
import { closedSchema } from '../../../../../src/providers/adapter/request/closedSchema.js';

const text = { type: 'string' };

describe('a schema for strict structured output', () => {
  it('closes objects wherever they are, also those that may be null or do not say that they are objects', () => {
    const open = { type: 'object', properties: { a: text } };
    const closed = { ...open, additionalProperties: false, required: ['a'] };
    const nullable = { ...open, type: ['object', 'null'] };
    const unnamed = { properties: { a: text } };
    assert.deepEqual(
      closedSchema({
        type: 'object',
        properties: { list: { type: 'array', items: open }, either: { anyOf: [open, text] }, nullable, unnamed },
        $defs: { type: open, properties: open },
        definitions: { required: open },
      }),
      {
        type: 'object',
        properties: {
          list: { type: 'array', items: closed },
          either: { anyOf: [closed, text] },
          nullable: { ...nullable, additionalProperties: false, required: ['a'] },
          unnamed: { ...unnamed, additionalProperties: false, required: ['a'] },
        },
        $defs: { type: closed, properties: closed },
        definitions: { required: closed },
        additionalProperties: false,
        required: ['list', 'either', 'nullable', 'unnamed'],
      },
    );
  });

  it('leaves values alone that only look like schemas', () => {
    const value = { type: 'object', properties: { a: 1 } };
    const schema = { enum: [value, null], const: value, default: value, examples: [value] };
    assert.deepEqual(closedSchema({ type: 'array', items: schema }), { type: 'array', items: schema });
  });

  it('keeps names that mean something to the language', () => {
    const properties = JSON.parse('{"__proto__":{"type":"object"},"constructor":{"type":"string"}}') as object;
    const closed = closedSchema({ type: 'object', properties });
    assert.equal(
      JSON.stringify(closed),
      '{"type":"object","properties":{"__proto__":{"type":"object","additionalProperties":false,"required":[]},"constructor":{"type":"string"}},"additionalProperties":false,"required":["__proto__","constructor"]}',
    );
    const odd = closedSchema(JSON.parse('{"type":"string","__proto__":{"polluted":true}}') as Record<string, unknown>);
    assert.equal(odd['polluted'], undefined);
  });
});
