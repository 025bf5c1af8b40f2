/** Words of texts that stand where a secret would be. In a random key of 40 characters, one of them turns up once in ten thousand. */
const words =
  /your|example|sample|dummy|placeholder|change.?(?:me|it|this)|replace|insert|redacted|removed|fake|notreal|not.a.real|xxxx|foobar|lorem|todo|secret.?here|token.?here|key.?here|goes.?here|deadbeef|0123456789|1234567890|abcdefgh/iu;

/** Of templates, of placeholders of our own, and of references to where the secret is. What only stands for something is no secret. */
const references =
  /SECRET_\d{1,6}_[A-Z2-9]{5}_[A-Z]|\$\{|\$\(|\{\{|\}\}|#\{|%s|%d(?![0-9a-f])|%\(|\.\.\.|…|\*\*\*|•|process\.env|os\.environ|import\.meta|getenv|keyvault|secretsmanager|^\$[A-Za-z_]\w*$|^%\w+%$|^<.*>$|^\[.*\]$|^\{.*\}$|^(?:env|vault|op|ssm|file|arn|ref|sops|aws|gcp|kms|ENC|AES256|secret)[:[(]/iu;

/** Whole values that nobody keeps secret. */
const common = new Set(
  (
    'password passwort passwd passphrase pass pwd secret secrets token apikey api-key api_key key none null undefined true false string text ' +
    'number boolean object required optional hidden default test testing tests user username admin root guest postgres mysql mongo redis rabbitmq ' +
    'localhost any unknown empty value hunter sha1 sha256 sha384 sha512 md5 bcrypt argon2 argon2id utf8 utf16 base64 base64url int32 int64 ' +
    'uint8 uint8array float32 float64 bearer basic oauth oauth2 jwt hs256 rs256 es256 pbkdf2 aes256 x509 pkcs8 ed25519 http2 ipv4 ipv6 ' +
    'user:password user:pass username:password 123456 12345678 123456789 password1 password123 pass123 pass1234 secret123 p@ssw0rd p@ssword passw0rd'
  ).split(' '),
);

/** From the documentation of vendors: public. */
const published = [
  'eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9l',
  '4eC39HqLyjWDarjt',
  'Eby8vdM02xNOcqFlqUwJPLlm',
  'C2y6yDjf5/R+ob0N8A7Cgv30',
];

/** The longest value that is looked at, in UTF-16 code units: expressions must not run over more. */
const maximumRead = 200;

/** Whether a value only shows where a secret belongs, such as `<your-key>`, `xxx`, `changeme` or `${TOKEN}`. */
export function isStandIn(value: string): boolean {
  const read = value.slice(0, maximumRead);
  if (common.has(read.toLowerCase()) || words.test(read) || references.test(read)) return true;
  return isMonotonous(read) || isPublished(read);
}

/** Whether it is a key that a vendor's documentation shows to everybody. */
export function isPublished(value: string): boolean {
  return published.some((part) => value.includes(part));
}

/** Hardly any different characters: `********`, `0000-0000`, `abababab`. */
function isMonotonous(value: string): boolean {
  return new Set(value).size <= (value.length >= 12 ? 4 : 2);
}
