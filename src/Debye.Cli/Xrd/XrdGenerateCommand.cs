using System.CommandLine;
using Debye.Cli.Shell;
using Debye.Crystals;
using Debye.Crystals.Sampling;
using Debye.Numerics;
using Debye.Techniques.Xrd;

namespace Debye.Cli.Xrd;

/// <summary><c>debye xrd generate</c>: synthetic crystals, with patterns if asked.</summary>
internal static class XrdGenerateCommand
{
    private const int PatternPoints = 4251;

    private sealed record Request(int? SpaceGroup, ulong Seed, bool Patterns, bool Imperfect, XrdOptions Options);

    public static Command Create(Session session)
    {
        var group = Options.Check(
            new Option<int?>("--space-group", "-g")
            {
                Description = "Space-group number, 1…230. Default: drawn as often as in real crystals.",
                HelpName = "NUMBER",
            },
            value => value is null or (>= 1 and <= 230),
            "--space-group: expected 1…230"
        );
        var count = Options.Check(
            new Option<int>("--count", "-n")
            {
                Description = "Number of crystals.",
                HelpName = "N",
                DefaultValueFactory = _ => 1,
            },
            value => value is >= 1 and <= 100_000_000,
            "--count: expected 1…100,000,000"
        );
        var statistics = new Option<string?>("--statistics")
        {
            Description = "Statistics of real crystals, made by 'xrd statistics'. Default: those that ship with Debye.",
            HelpName = "FILE",
        };
        var patterns = new Option<bool>("--patterns")
        {
            Description = $"Add a simulated pattern to every line: 5…90° 2θ, {PatternPoints} points.",
        };
        var imperfect = new Option<bool>("--imperfect")
        {
            Description = "Draw laboratory imperfections (widths, shifts, texture, background, noise) for the patterns.",
        };
        var (seed, wavelength, output, threads) = (
            Options.Seed(),
            Options.Wavelength("CuKa1, 1.54056 Å"),
            Options.Out(),
            Options.Threads()
        );
        var command = new Command("generate", "Draw synthetic crystals that resemble real ones, as JSON lines.")
        {
            group,
            count,
            seed,
            statistics,
            patterns,
            imperfect,
            wavelength,
            output,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "A line holds id, lattice (rows a, b, c in Å), species, frac, spaceGroup and, with --patterns, pattern.",
            "Crystal i of a seed is the same whatever the number of threads.",
            "debye xrd generate --space-group 225 --count 100 --seed 1 --out crystals.jsonl",
            "debye xrd generate --count 1000 --patterns --imperfect --out patterns.jsonl.gz"
        );
        command.SetAction(parsed =>
        {
            var source = parsed.GetValue(statistics) is { } file ? CrystalStatistics.Read(file) : CrystalStatistics.Bundled;
            var options = new XrdOptions { WavelengthAngstrom = parsed.GetValue(wavelength) ?? XrdTables.CopperKAlpha1Angstrom };
            var request = new Request(
                parsed.GetValue(group),
                parsed.GetValue(seed),
                parsed.GetValue(patterns),
                parsed.GetValue(imperfect),
                options
            );
            Generate(
                session,
                new CrystalSampler(source),
                request,
                parsed.GetValue(count),
                parsed.GetValue(threads),
                parsed.GetValue(output)
            );
            return CommandLine.Success;
        });
        return command;
    }

    private static void Generate(Session session, CrystalSampler sampler, Request request, int count, int threads, string? target)
    {
        if (request.SpaceGroup is { } number && !sampler.SpaceGroupNumbers.Contains(number))
            throw new UsageException(Invariant($"--space-group {number}: the statistics hold no crystal of this space group"));
        using var sink = OutputFile.Open(target, session);
        using var simulators = new ThreadLocal<XrdSimulator>(() => new XrdSimulator(request.Options));
        var lines = Enumerable
            .Range(0, count)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(threads, 512))
            .WithCancellation(session.Cancellation)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(index => (Index: index, Line: Draw(sampler, simulators.Value!, request, index)));
        foreach (var (index, line) in lines)
        {
            if (line is null)
                session.Report(Invariant($"crystal {index}: none found that fits; try another seed"));
            else
                sink.Writer.WriteLine(line);
        }

        sink.Commit();
    }

    private static string? Draw(CrystalSampler sampler, XrdSimulator simulator, Request request, int index)
    {
        var random = new RandomSource(request.Seed ^ 0x0F_C4_57A1, (ulong)index);
        var group = request.SpaceGroup ?? sampler.DrawSpaceGroup(ref random);
        if (sampler.Sample(group, request.Seed, index).Crystal is not { } crystal)
            return null;
        var structure = (crystal with { Id = Invariant($"sg{group}-seed{request.Seed}-{index}") }).Expand();
        var line = StructureJsonLines.Format(structure);
        if (!request.Patterns)
            return line;
        var imperfections = request.Imperfect
            ? XrdImperfections.Draw(new XrdImperfectionRanges { ImpurityProbability = 0 }, ref random)
            : null;
        var grid = XrdGrid.TwoTheta(request.Options.MinimumTwoThetaDegrees, request.Options.MaximumTwoThetaDegrees, PatternPoints);
        var pattern = simulator.Pattern(structure, grid, imperfections, request.Seed + (ulong)index);
        return $"{line[..^1]},\"pattern\":{JsonText.Line(PatternJson.Of(pattern, grid))}}}";
    }
}
