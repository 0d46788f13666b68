package io.jenkins.plugins.awsdevtools.engine.ecs;

import java.time.Instant;

/**
 * An event of a service.
 *
 * @param id as ECS names it
 */
public record ServiceEvent(String id, Instant created, String message) {}
