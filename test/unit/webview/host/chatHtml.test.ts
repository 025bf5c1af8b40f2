import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { chatHtml, viewFolder } from '../../../../src/webview/host/chatHtml.js';
import { ChatPage } from './support/chatPage.js';

describe('the page of the chat view', () => {
  const extension = vscode.Uri.parse('file:///extensions/scout');
  const make = (): string => chatHtml(new ChatPage().webview, extension, 'panel');
  const policyOf = (html: string): Map<string, string> => {
    const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/u.exec(html)!;
    return new Map(
      policy!.split('; ').map((directive) => {
        const [name, ...sources] = directive.split(' ');
        return [name!, sources.join(' ')];
      }),
    );
  };
  const nonceOf = (html: string): string => /<script [^>]*nonce="([^"]+)"/u.exec(html)![1]!;

  it('allows its own script, styles, fonts and pictures, and nothing else', () => {
    const html = make();
    assert.deepEqual(Object.fromEntries(policyOf(html)), {
      'default-src': "'none'",
      'script-src': `'nonce-${nonceOf(html)}'`,
      'style-src': 'https://*.csp.test',
      'font-src': 'https://*.csp.test',
      'img-src': 'https://*.csp.test data: blob:',
      'connect-src': 'https://*.csp.test',
      'worker-src': 'blob:',
    });
  });

  it('has another nonce every time, which nobody guesses', () => {
    const nonces = new Set(Array.from({ length: 20 }, () => nonceOf(make())));
    assert.equal(nonces.size, 20);
    for (const nonce of nonces) assert.equal(Buffer.from(nonce, 'base64').length, 16);
  });

  it('loads one script and one style sheet, from the extension’s folder', () => {
    const html = make();
    const loaded = [...html.matchAll(/(?:src|href)="([^"]*)"/gu)].map(([, address]) => address);
    assert.deepEqual(loaded, [
      'https://page.test/extensions/scout/dist/webview/chatStyle.css',
      'https://page.test/extensions/scout/dist/webview/chat.js',
    ]);
    assert.equal([...html.matchAll(/<script/gu)].length, 1);
    assert.ok(!/ on\w+=|<style| style=/u.test(html), 'nothing inline');
    assert.equal(viewFolder(extension).toString(), 'file:///extensions/scout/dist/webview');
  });

  it('says where it is, for the colors of that part of the editor', () => {
    for (const place of ['panel', 'side-bar'] as const)
      assert.ok(chatHtml(new ChatPage().webview, extension, place).includes(`<body data-place="${place}">`));
  });

  it('is in the language of the editor', () => {
    assert.match(make(), /<html lang="en">/u);
  });
});
