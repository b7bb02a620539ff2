using Debye.Learning.Techniques.Eis;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Sampling;

namespace Debye.Bench;

/// <summary>
/// How often the model of equivalent circuits says "none of these": on its own circuits, and on circuits it has never seen.
/// </summary>
internal static class EisUnknownBench
{
    private static readonly string[] Strangers =
    [
        "R0{?/1/100}-p(R1{?/10/1000},C1{?/1e-6/1e-3},R2{?/10/1000}-L2{?/1/100})",
        "R0{?/1/100}-p(R1{?/10/1000}-W1{?/10/1000},CPE1{?/1e-6/1e-3,?/0.75/1})",
        "R0{?/1/100}-p(R1{?/10/1000},CPE1{?/1e-6/1e-3,?/0.75/1})-Wo2{?/10/1000,?/0.1/10}",
        "R0{?/1/100}-p(R1{?/10/1000},CPE1{?/1e-6/1e-3,?/0.75/1})-C2{?/1e-3/1}",
        "R0{?/1/100}-p(R1{?/10/1000},L1{?/1e-2/10})-p(R2{?/10/1000},C2{?/1e-6/1e-3})",
        "R0{?/1/100}-TLM1{?/10/1000,?/10/1000,?/1e-4/1e-2,?/0.8/1}",
    ];

    public static int Run(string[] args)
    {
        if (args.Length != 3)
        {
            Console.Error.WriteLine("usage: eis-unknown MODEL TRAIN.csv.gz COUNT");
            return 2;
        }

        var count = int.Parse(args[2]);
        var rows = new AutoEcmRowSet(AutoEcmFiles.ReadParameters(args[1])).Split(0.1, 1).Second;
        var noise = new EisDisturbanceRanges
        {
            NoiseFreeShare = 0,
            LowestNoise = 1e-3,
            HighestNoise = 1e-2,
        };
        Console.WriteLine($"said to be none of the circuits; noise 0.1 to 1 %, {count} spectra each");
        var simulator = new AutoEcmSimulator(rows, new AutoEcmSimulatorOptions { Jitter = 0.1, Disturbances = noise });
        Report(
            args[0],
            "the nine circuits",
            count,
            (ref RandomSource random, int i) => simulator.Draw(rows.Labels[i % rows.Labels.Length], ref random).Spectrum
        );
        Report(
            args[0],
            "the nine, drift of 3 %",
            count,
            (ref RandomSource random, int i) =>
                new AutoEcmSimulator(rows, new AutoEcmSimulatorOptions { Jitter = 0.1, Disturbances = noise with { DriftShare = 1 } })
                    .Draw(rows.Labels[i % rows.Labels.Length], ref random)
                    .Spectrum
        );
        foreach (var text in Strangers)
        {
            var circuit = Circuit.Parse(text);
            var sampler = new EisSampler(circuit, disturbances: noise);
            Report(
                args[0],
                circuit.ToString(CircuitNotation.Dashes, withSettings: false),
                count,
                (ref RandomSource random, int _) => sampler.Draw(ref random).Spectrum
            );
        }

        return 0;
    }

    private delegate ImpedanceSpectrum Maker(ref RandomSource random, int index);

    private static void Report(string model, string name, int count, Maker make)
    {
        using var identifier = EisIdentifier.Load(model);
        var unknown = 0;
        var misfits = new List<double>();
        for (var i = 0; i < count; i++)
        {
            var random = new RandomSource(3, (ulong)i);
            var answer = identifier.Identify(make(ref random, i), name, new EisIdentifyOptions { Top = 1, Reasons = 0 });
            if (answer.IsUnknown)
                unknown++;
            misfits.Add(answer.Misfit);
        }

        misfits.Sort();
        Console.WriteLine(
            $"{name, -34} {Learning.Metrics.Interval.Wilson(unknown, count)}  misfit median {misfits[count / 2]:f1}, nine tenths "
                + $"below {misfits[count * 9 / 10]:f1}"
        );
    }
}
