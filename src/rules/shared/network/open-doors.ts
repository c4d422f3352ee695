/** Variables of official images that switch authentication off. */

interface OpenDoor {
  readonly name: RegExp;
  readonly value: RegExp;
}

const ON = /^(?:true|yes|on|1)$/i;
const OFF = /^(?:false|no|off|0)$/i;

const DOORS: readonly OpenDoor[] = [
  { name: /^POSTGRES_HOST_AUTH_METHOD$/, value: /^trust$/i },
  {
    name: /^(?:\w+_)?ALLOW_(?:EMPTY|ANONYMOUS)_(?:ROOT_)?(?:PASSWORD|LOGIN)$/,
    value: /^(?!(?:false|no|off|0)?$)/i,
  },
  { name: /^(?:MARIADB|MYSQL)_ALLOW_EMPTY(?:_ROOT)?_PASSWORD$/, value: /^(?!(?:false|no|off|0)?$)/i },
  { name: /^POSTGRES_INITDB_ARGS$/, value: /--auth(?:-host)?[= ]trust\b/ },
  { name: /^xpack\.security\.enabled$/, value: OFF },
  { name: /^(?:plugins\.security\.disabled|DISABLE_SECURITY_PLUGIN)$/, value: ON },
  { name: /^NEO4J_AUTH$/, value: /^none$/i },
  { name: /^AUTHENTICATION_ANONYMOUS_ACCESS_ENABLED$/, value: ON },
  { name: /^GF_AUTH_ANONYMOUS_ORG_ROLE$/, value: /^(?:Admin|Editor)$/ },
  { name: /^ARANGO_NO_AUTH$/, value: /^(?!(?:false|no|off|0)?$)/i },
  { name: /^CLICKHOUSE_SKIP_USER_SETUP$/, value: ON },
];

/** True for a variable with a value that lets everybody in. */
export function letsEverybodyIn(name: string, value: string): boolean {
  return DOORS.some((door) => door.name.test(name) && door.value.test(value));
}
