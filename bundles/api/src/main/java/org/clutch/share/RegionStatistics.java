package org.clutch.share;

/**
 * Figures about all regions.
 *
 * @param regions how many there are whose memory was not given back
 * @param bytes how much memory they have that counts against the limit, in bytes
 * @param limit how much they may have, in bytes
 * @param borrows how many borrows are open
 */
public record RegionStatistics(int regions, long bytes, long limit, int borrows) {}
