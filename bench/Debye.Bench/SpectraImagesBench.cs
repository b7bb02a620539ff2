using System.Diagnostics;
using Debye.Numerics;
using Debye.Techniques.Spectra.Images;

namespace Debye.Bench;

/// <summary>
/// Images of spectra per second, one thread: angular fields of 2,631 points into a reused buffer, beside the plain way and the other
/// images.
/// </summary>
/// <remarks>
/// spectra-images. pyts 4f3d97b made 4.08 (2,631 pixels) and 1,986 (512 pixels) fields a second with one thread on the machine of the
/// reference data.
/// </remarks>
internal static class SpectraImagesBench
{
    private const int Points = 2631;
    private const int Rounds = 7;

    public static int Run(string[] args)
    {
        if (args.Length > 0)
        {
            Console.Error.WriteLine("spectra-images takes no arguments");
            return 2;
        }

        var random = new RandomSource(1, 1);
        var spectrum = new double[Points];
        for (var i = 0; i < Points; i++)
            spectrum[i] = -8 - 4.0 * i / Points + random.NextNormal();
        var cases = new List<(string Name, Action Body)>
        {
            ("plain loops in double precision, new arrays: difference, 2,631 pixels", () => Plain(spectrum)),
        };
        foreach (var size in new[] { Points, 512, 224 })
        {
            var buffer = new float[size * size];
            foreach (var kind in new[] { AngularFieldKind.Difference, AngularFieldKind.Summation })
            {
                var field = new AngularField(Points, new AngularFieldOptions { Size = size, Kind = kind });
                cases.Add(($"{kind.ToString().ToLowerInvariant()}, {size:n0} pixels", () => field.Fill(spectrum, buffer)));
            }
        }

        var (transitions, recurrence, small) = (
            new TransitionField(Points, new TransitionFieldOptions()),
            new RecurrencePlot(Points, new RecurrencePlotOptions()),
            new float[224 * 224]
        );
        cases.Add(("Markov transition field, 224 pixels", () => transitions.Fill(spectrum, small)));
        cases.Add(("recurrence plot, 224 pixels", () => recurrence.Fill(spectrum, small)));
        Report(cases);
        return 0;
    }

    private static void Report(List<(string Name, Action Body)> cases)
    {
        var speeds = cases.Select(_ => new List<double>()).ToArray();
        for (var round = -2; round < Rounds; round++)
        for (var c = 0; c < cases.Count; c++)
        {
            var (watch, count) = (Stopwatch.StartNew(), 0);
            for (; watch.Elapsed.TotalSeconds < 0.4; count++)
                cases[c].Body();
            if (round >= 0)
                speeds[c].Add(count / watch.Elapsed.TotalSeconds);
        }

        Console.WriteLine("| case | images per second, median | least … most | ratio to plain |");
        Console.WriteLine("|---|---|---|---|");
        var plain = speeds[0].Order().ElementAt(Rounds / 2);
        for (var c = 0; c < cases.Count; c++)
        {
            var own = speeds[c].Order().ToArray();
            Console.WriteLine($"| {cases[c].Name} | {own[Rounds / 2]:f1} | {own[0]:f1} … {own[^1]:f1} | {own[Rounds / 2] / plain:f1} |");
        }
    }

    /// <summary>Products of sines and cosines as pyts forms them.</summary>
    private static double[] Plain(double[] spectrum)
    {
        double least = spectrum.Min(),
            most = spectrum.Max();
        var cosines = spectrum.Select(value => Math.Clamp(2 * (value - least) / (most - least) - 1, -1, 1)).ToArray();
        var sines = cosines.Select(cosine => Math.Sqrt(1 - cosine * cosine)).ToArray();
        var field = new double[cosines.Length * cosines.Length];
        for (var i = 0; i < cosines.Length; i++)
        for (var j = 0; j < cosines.Length; j++)
            field[i * cosines.Length + j] = sines[i] * cosines[j] - cosines[i] * sines[j];
        return field;
    }
}
