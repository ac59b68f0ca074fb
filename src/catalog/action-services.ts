import { knownServices } from './services.js'

/**
 * The endpoint services of an action prefix that neither equal it nor begin with it and a dot. Actions and their prefixes:
 * https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html,
 * endpoint services: https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
const SERVICES_OF_PREFIX: Readonly<Record<string, string>> = {
  // The endpoint has another name than the service's actions.
  arsenal: 'arsenal-discovery',
  cloudhsm: 'cloudhsmv2',
  cloudwatch: 'monitoring',
  firehose: 'kinesis-firehose',
  kinesis: 'kinesis-streams',
  memorydb: 'memory-db',
  mobiletargeting: 'pinpoint',
  'sms-voice': 'pinpoint-sms-voice-v2',
  quicksight: 'quicksight-website',
  tag: 'tagging',
  appsync: 'appsync-api',
  appconfig: 'appconfigdata',
  iotwireless: 'lorawan.cups lorawan.lns',
  iotdeviceadvisor: 'deviceadvisor.iot',
  iotfleethub: 'iot.fleethub.api',
  lex: 'models-v2-lex runtime-v2-lex',
  omics: 'analytics-omics control-storage-omics storage-omics tags-omics workflows-omics',
  ses: 'email email-smtp mail-manager',
  'user-subscriptions': 'service.user-subscriptions',
  'geo-maps': 'geo.maps',
  'geo-places': 'geo.places',
  'geo-routes': 'geo.routes',
  // One service, several endpoints: control plane, data plane, streams.
  appmesh: 'appmesh-envoy-management',
  aps: 'aps-workspaces',
  bedrock: 'bedrock-agent bedrock-agent-runtime bedrock-runtime bedrock-data-automation bedrock-data-automation-runtime',
  cassandra: 'cassandra-streams',
  cloudformation: 'cloudcontrolapi',
  codecommit: 'git-codecommit',
  codedeploy: 'codedeploy-commands-secure',
  dynamodb: 'dynamodb-streams',
  ecs: 'ecs-agent ecs-telemetry',
  eks: 'eks-proxy',
  elasticbeanstalk: 'elasticbeanstalk-health',
  'emr-serverless': 'emr-serverless-services.livy',
  evidently: 'evidently-dataplane',
  finspace: 'finspace-api',
  forecast: 'forecastquery',
  grafana: 'grafana-workspace',
  guardduty: 'guardduty-data',
  logs: 'stream-logs',
  'medical-imaging': 'runtime-medical-imaging dicom-medical-imaging',
  'neptune-graph': 'neptune-graph-data',
  networkflowmonitor: 'networkflowmonitorreports',
  personalize: 'personalize-events personalize-runtime',
  pipes: 'pipes-data',
  rekognition: 'streaming-rekognition',
  rum: 'rum-dataplane',
  // Multi-Region access points are reached through an endpoint of their own, with the actions of S3:
  // https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointsPrivateLink.html
  s3: 's3-global.accesspoint',
  sagemaker: 'notebook studio experiments partner-app',
  servicecatalog: 'servicecatalog-appregistry',
  servicediscovery: 'data-servicediscovery',
  states: 'sync-states',
  transcribe: 'transcribestreaming',
}

/** The endpoint services that take the actions of an IAM prefix (`s3`, `ecr`), FIPS ones included; empty where the catalog knows none. */
export function endpointServicesOf(actionPrefix: string): string[] {
  const prefix = actionPrefix.toLowerCase()
  const names = new Set([prefix, ...(SERVICES_OF_PREFIX[prefix]?.split(' ') ?? [])])
  return [...knownServices()].filter((service) => names.has(service.replace(/-fips$/, '')) || service.startsWith(`${prefix}.`))
}
