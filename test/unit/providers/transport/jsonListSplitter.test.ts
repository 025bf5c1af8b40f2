import assert from 'node:assert/strict';
import { JsonListSplitter } from '../../../../src/providers/transport/jsonListSplitter.js';

/** What the pieces of a document give when they are parsed one by one. @param size of the pieces, in bytes */
function reassembled(document: string, size: number): unknown {
  const splitter = new JsonListSplitter();
  const bytes = new TextEncoder().encode(document);
  const lists: unknown[][] = [];
  for (let at = 0; at < bytes.length; at += size)
    for (const { list, text } of splitter.push(bytes.subarray(at, at + size)))
      (lists[list] ??= []).push(JSON.parse(text));
  const rest: unknown = JSON.parse(splitter.end().text);
  const listAt = (value: unknown): unknown => (Array.isArray(value) ? (lists[value[0] as number] ?? []) : value);
  if (typeof rest !== 'object' || rest === null || Array.isArray(rest)) return listAt(rest);
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, listAt(value)]));
}

describe('a JSON document that is cut into the elements of its lists', () => {
  const documents = [
    '{"object":"list","data":[{"id":"a","b":[1,[2,{}]]},{"id":"é😀"}],"models":["x","y"],"more":{"list":[1,2]}}',
    ' [ {"id" : "a" } , [ ] , [1,2] , "]" , null,-1.5e3 ] ',
    '{"data":[],"models":[ ]}',
    '[]',
    '[[1],[[2]],[]]',
    '"a text"',
    '7',
    'null',
    '{}',
    String.raw`{"a\"[":"\\","data":["\"],[","\\\\\"",{"x":"\u005b,"}]}`,
    '{"data":null,"other":{"data":[1,2,3]}}',
    '{"data":[1],"data":[2,3]}',
  ];
  for (const document of documents)
    it(`is the same when it is put together again: ${document}`, () => {
      for (const size of [1, 2, 3, 5, 17, document.length * 4])
        assert.deepEqual(reassembled(document, size), JSON.parse(document), String(size));
    });

  for (const broken of [
    '{"data":[1,]}',
    '[,1]',
    '{"data":[1}',
    '[1]]',
    '[1',
    '{"data":[',
    '{"data":[{"a":"',
    '',
    '[1}',
    '[]]',
    '{"a":[1]],"b":2}',
  ])
    it(`is no JSON when it was none: ${broken}`, () => {
      for (const size of [1, 3, 100]) assert.throws(() => reassembled(broken, size), SyntaxError);
    });

  it('has the marks of each element, and those of the rest', () => {
    const splitter = new JsonListSplitter();
    const elements = splitter.push(Buffer.from('{"a":{"b":1},"data":[{"c":[1,2,"[,"]},3,[4,5]],"d":{}}'));
    assert.deepEqual(
      elements.map(({ marks }) => marks),
      [5, 0, 2],
    );
    assert.equal(splitter.end().marks, 10);
  });

  it('may begin with a byte order mark', () => {
    assert.deepEqual(reassembled('\u{feff}{"data":[1]}', 2), { data: [1] });
  });
});
