/** The version of package.json, which a test holds in step: reading that file would cost time at every start. */
export const version = '0.1.0'
