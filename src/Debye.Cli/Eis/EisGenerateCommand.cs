using System.CommandLine;
using System.Globalization;
using Debye.Cli.Shell;
using Debye.Numerics;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Sampling;

namespace Debye.Cli.Eis;

/// <summary><c>debye eis generate</c>: spectra of any circuits, with parameters, frequencies and disturbances drawn from ranges.</summary>
internal static class EisGenerateCommand
{
    public static Command Create(Session session)
    {
        var circuits = new Option<string[]>("--circuit", "-c")
        {
            Description =
                "A circuit; may be given several times, spectra then take turns. Limits in its string are the ranges of its parameters.",
            HelpName = "CIRCUIT",
            Required = true,
        };
        var count = Options.Check(
            new Option<int>("--count", "-n")
            {
                Description = "Number of spectra.",
                HelpName = "N",
                DefaultValueFactory = _ => 1,
            },
            value => value is >= 1 and <= 100_000_000,
            "--count: expected 1…100,000,000"
        );
        var noise = new Option<string?>("--noise")
        {
            Description = "Range of relative noise, drawn evenly in its logarithm. Default: none.",
            HelpName = "LOW:HIGH",
        };
        var drift = Share("--drift", "Share of the noisy spectra that drift by up to 3 % while they are measured.");
        var outliers = Share("--outliers", "Share of the noisy spectra in which 4 % of the points are off by some 5 %.");
        var mains = Share("--mains", "Share of the noisy spectra disturbed at 50 or 60 Hz and their multiples.");
        var leads = Share("--leads", "Share of the spectra measured with inductive leads (10 nH…1 µH).");
        var (seed, output, threads) = (Options.Seed(), Options.Out(), Options.Threads());
        var command = new Command("generate", "Draw impedance spectra of any circuits from ranges, as JSON lines.")
        {
            circuits,
            count,
            noise,
            drift,
            outliers,
            mains,
            leads,
            seed,
            output,
            threads,
        };
        HelpWithExamples.Add(
            command,
            "A line holds id, circuit, parameters, frequencyHertz, realOhm and imaginaryOhm. Without limits a parameter has the "
                + "usual range of its element.",
            "Spectrum i of a seed is the same whatever the number of threads.",
            "debye eis generate --circuit \"R0{?/1/100}-p(R1,CPE1)\" --count 1000 --noise 1e-3:0.03 --out spectra.jsonl.gz",
            "debye eis generate -c \"R(RQ)\" -c \"R(RQ)(RQ)\" -c \"L-R(RQ)\" --count 30000 --noise 3e-4:0.04 --drift 0.1 "
                + "--outliers 0.1 --out train.jsonl.gz"
        );
        command.SetAction(parsed =>
        {
            var ranges = (Noise(parsed.GetValue(noise)) ?? new EisDisturbanceRanges { NoiseFreeShare = 1 }) with
            {
                DriftShare = parsed.GetValue(drift),
                OutlierShare = parsed.GetValue(outliers),
                MainsShare = parsed.GetValue(mains),
                LeadShare = parsed.GetValue(leads),
            };
            var samplers = parsed
                .GetValue(circuits)!
                .Select(EisArguments.ParseCircuit)
                .Select(circuit => (circuit, new EisSampler(circuit, disturbances: ranges)))
                .ToArray();
            Generate(session, samplers, parsed.GetValue(count), parsed.GetValue(seed), parsed.GetValue(threads), parsed.GetValue(output));
            return CommandLine.Success;
        });
        return command;
    }

    private static void Generate(
        Session session,
        (Circuit Circuit, EisSampler Sampler)[] samplers,
        int count,
        ulong seed,
        int threads,
        string? target
    )
    {
        using var sink = OutputFile.Open(target, session);
        var lines = Enumerable
            .Range(0, count)
            .AsParallel()
            .AsOrdered()
            .WithDegreeOfParallelism(Math.Min(threads, 512))
            .WithCancellation(session.Cancellation)
            .WithMergeOptions(ParallelMergeOptions.NotBuffered)
            .Select(index => Line(samplers[index % samplers.Length], seed, index));
        foreach (var line in lines)
            sink.Writer.WriteLine(line);
        sink.Commit();
    }

    private static string Line((Circuit Circuit, EisSampler Sampler) own, ulong seed, int index)
    {
        var random = new RandomSource(seed, (ulong)index);
        var (spectrum, parameters) = own.Sampler.Draw(ref random);
        return JsonText.Line(
            new
            {
                id = Invariant($"seed{seed}-{index}"),
                circuit = own.Circuit.ToString(CircuitNotation.Dashes, withSettings: false),
                parameters = own.Circuit.Parameters.Zip(parameters).ToDictionary(pair => pair.First.Name, pair => pair.Second),
                frequencyHertz = spectrum.FrequencyHertz.ToArray(),
                realOhm = spectrum.ImpedanceOhm.ToArray().Select(value => value.Real).ToArray(),
                imaginaryOhm = spectrum.ImpedanceOhm.ToArray().Select(value => value.Imaginary).ToArray(),
            }
        );
    }

    private static Option<double> Share(string name, string what) =>
        Options.Check(
            new Option<double>(name)
            {
                Description = what,
                HelpName = "SHARE",
                DefaultValueFactory = _ => 0,
            },
            value => value is >= 0 and <= 1,
            $"{name}: expected 0…1"
        );

    private static EisDisturbanceRanges? Noise(string? text)
    {
        if (text is null)
            return null;
        var parts = text.Split(':');
        if (
            parts.Length == 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var low)
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var high)
            && low > 0
            && high >= low
            && high <= 1
        )
            return new EisDisturbanceRanges
            {
                NoiseFreeShare = 0,
                LowestNoise = low,
                HighestNoise = high,
            };
        throw new UsageException($"--noise: expected LOW:HIGH within 0…1 such as 1e-3:0.03, got '{text}'");
    }
}
