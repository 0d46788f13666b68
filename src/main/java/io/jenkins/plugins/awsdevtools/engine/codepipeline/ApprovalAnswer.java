package io.jenkins.plugins.awsdevtools.engine.codepipeline;

/**
 * What became of an answer.
 *
 * @param stage of the approval; empty if none waited
 * @param action its name; empty if none waited
 * @param ours whether this answer counts; otherwise it was answered elsewhere first
 */
public record ApprovalAnswer(String stage, String action, boolean ours) {}
