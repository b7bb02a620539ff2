using System.Diagnostics;
using Debye.Crystals.Sampling;
using Debye.Numerics;

namespace Debye.Bench;

/// <summary>Accepted crystals per second over the distribution of the statistics, one thread.</summary>
internal static class SamplerBench
{
    public static int Run(string[] args)
    {
        var statistics = args.Length > 0 ? CrystalStatistics.Read(args[0]) : CrystalStatistics.Bundled;
        var sampler = new CrystalSampler(statistics);
        Draw(sampler, 3000, 1);
        for (var repeat = 0; repeat < 3; repeat++)
        {
            var clock = Stopwatch.StartNew();
            var (accepted, failed, tries, atoms, reasons) = Draw(sampler, 5000, 2 + (ulong)repeat);
            var seconds = clock.Elapsed.TotalSeconds;
            Console.WriteLine(
                $"{accepted / seconds:f0} crystals/s, {accepted} accepted, {failed} failed, {tries / (double)accepted:f2} tries "
                    + $"each, {atoms / (double)accepted:f1} atoms; last failures: {reasons}"
            );
        }

        return 0;
    }

    private static (int Accepted, int Failed, long Tries, long Atoms, string Reasons) Draw(CrystalSampler sampler, int count, ulong seed)
    {
        int accepted = 0,
            failed = 0;
        long tries = 0,
            atoms = 0;
        var reasons = new Dictionary<SamplingFailure, int>();
        for (var i = 0; i < count; i++)
        {
            var random = new RandomSource(seed, (ulong)i);
            var result = sampler.Sample(sampler.DrawSpaceGroup(ref random), ref random);
            tries += result.Tries;
            reasons[result.LastFailure] = reasons.GetValueOrDefault(result.LastFailure) + 1;
            if (result.Crystal is null)
            {
                failed++;
                continue;
            }

            accepted++;
            atoms += result.Crystal.AtomCount;
        }

        return (accepted, failed, tries, atoms, string.Join(", ", reasons.Select(pair => $"{pair.Key} {pair.Value}")));
    }
}
