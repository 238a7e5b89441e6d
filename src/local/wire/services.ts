import { cloudTrailService } from './cloudtrail/cloudtrail-service.ts';
import { cloudWatchService } from './cloudwatch/cloudwatch-service.ts';
import { dynamoDbStreamsService } from './dynamodb-streams/dynamodb-streams-service.ts';
import { kinesisService } from './kinesis/kinesis-service.ts';
import { lambdaService } from './lambda/lambda-service.ts';
import { logsService } from './logs/logs-service.ts';
import type { Service } from './service.ts';
import { sqsService } from './sqs/sqs-service.ts';
import { stsService } from './sts/sts-service.ts';
import { taggingService } from './tagging/tagging-service.ts';

export const SERVICES: readonly Service[] = [
  cloudWatchService,
  logsService,
  lambdaService,
  kinesisService,
  dynamoDbStreamsService,
  sqsService,
  stsService,
  taggingService,
  cloudTrailService,
];
