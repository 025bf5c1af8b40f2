/** What the language itself looks for on any object, such as `await` does. */
const probed = new Set<string | symbol>(['then', 'toJSON', 'constructor']);

/**
 * A part of the API of which only some members exist. Reading or writing any other member throws an error
 * that names it, instead of going on with `undefined`.
 *
 * @param name as it is written in code, such as `vscode.window`
 */
export function strict<Api extends object>(name: string, members: Partial<Api>): Api {
  const missing = (key: string | symbol): Error =>
    new Error(`The vscode stub has no ${name}.${String(key)}: add it to test/support/vscodeStub.`);
  return new Proxy<object>(members, {
    get(target, key) {
      if (key in target) return Reflect.get(target, key) as unknown;
      if (typeof key === 'symbol' || probed.has(key)) return undefined;
      throw missing(key);
    },
    set(target, key, value) {
      if (!(key in target)) throw missing(key);
      return Reflect.set(target, key, value);
    },
  }) as Api;
}

/** Stands for an export of `vscode` that the stub lacks: any use of it throws an error that names it. */
export function missingExport(name: string): unknown {
  const fail = (use: string): never => {
    throw new Error(`The vscode stub has no vscode.${name}${use}: add it to test/support/vscodeStub.`);
  };
  return new Proxy(class {}, {
    get: (_target, key) => fail(typeof key === 'symbol' ? '' : `.${key}`),
    construct: () => fail(''),
    apply: () => fail(''),
  });
}
