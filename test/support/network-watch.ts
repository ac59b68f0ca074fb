import { createHook } from 'node:async_hooks'
import { writeSync } from 'node:fs'

/** Preloaded into a process under test: says on stderr which socket or name lookup it asks the system for. */
createHook({
  init: (_id, type) => {
    if (/^(?:TCP|UDP|TLS|HTTP|QUERY|GETADDRINFO|GETNAMEINFO)/.test(type)) writeSync(2, `network: ${type}\n`)
  },
}).enable()
