/** What is wrong with an entry of `scout.endpoints`. */
export type EndpointFaultKind =
  | 'no-list'
  | 'too-many'
  | 'no-object'
  | 'id'
  | 'reserved-id'
  | 'same-id'
  /** The endpoint works all the same; its id stands behind its name. */
  | 'same-name'
  | 'dialect'
  | 'base-url'
  | 'auth'
  | 'header'
  | 'open-secret'
  | 'query'
  | 'models'
  | 'field';

/** Thrown while an entry is read; never leaves `parseEndpoints`. */
export class EndpointFault extends Error {
  override readonly name = 'EndpointFault';
  readonly kind: EndpointFaultKind;
  /** The name of the field, header or parameter at fault; never a value, which may be a secret. */
  readonly subject: string;

  constructor(kind: EndpointFaultKind, subject = '') {
    super(kind);
    this.kind = kind;
    this.subject = subject;
  }
}
