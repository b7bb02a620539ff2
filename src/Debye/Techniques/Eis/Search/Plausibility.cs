using System.Collections.Immutable;
using System.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis.Circuits;
using Debye.Techniques.Eis.Fitting;

namespace Debye.Techniques.Eis.Search;

/// <summary>What speaks against a fitted circuit.</summary>
internal static class Plausibility
{
    // How far beyond the measured range a time constant may lie, as a factor.
    private const double Beyond = 1;

    public static ImmutableArray<string> Notes(FitResult fit, ImpedanceSpectrum spectrum)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        foreach (var parameter in fit.Parameters)
        {
            if (parameter.IsAtLimit)
                notes.Add($"{parameter.Name} is at a limit.");
            else if (parameter.StandardError is not { } error || error > Math.Abs(parameter.Value))
                notes.Add($"{parameter.Name} is not determined by the data.");
        }

        AddTimes(fit, spectrum, notes);
        AddIdle(fit, spectrum, notes);
        return notes.ToImmutable();
    }

    private static void AddTimes(FitResult fit, ImpedanceSpectrum spectrum, ImmutableArray<string>.Builder notes)
    {
        var values = fit
            .Circuit.Parameters.Zip(fit.Parameters)
            .ToDictionary(pair => pair.First.Name, pair => pair.Second.Value, StringComparer.Ordinal);
        var frequency = spectrum.FrequencyHertz.ToArray();
        var (low, high) = (1 / (2 * Math.PI * frequency.Max() * Beyond), Beyond / (2 * Math.PI * frequency.Min()));
        Visit(fit.Circuit.Root);

        void Visit(CircuitNode node)
        {
            foreach (var part in CircuitParser.PartsOf(node))
                Visit(part);
            var tau =
                node is ElementNode leaf && leaf.Element.Symbol is "Wo" or "Ws" or "G"
                    ? values[$"{((ElementNode)node).Name}_1"]
                    : Tau(node);
            if (tau is { } time && (time < low || time > high))
                notes.Add(Invariant($"The time constant of {Describe(node)} ({time:g3} s) is outside the measured range."));
        }

        double? Tau(CircuitNode node)
        {
            if (node is not ParallelNode { Parts.Length: 2 } arc || arc.Parts[1] is not ElementNode store)
                return null;
            if (CircuitTree.List(arc.Parts[0]).OfType<ElementNode>().FirstOrDefault(part => part.Element.Symbol == "R") is not { } resistor)
                return null;
            var ohm = values[resistor.Name];
            return store.Element.Symbol switch
            {
                "C" => ohm * values[store.Name],
                "CPE" => Math.Pow(ohm * values[$"{store.Name}_0"], 1 / values[$"{store.Name}_1"]),
                "L" => values[store.Name] / ohm,
                _ => null,
            };
        }
    }

    private static string Describe(CircuitNode node) =>
        node is ElementNode leaf ? leaf.Name : $"p({string.Join(',', CircuitParser.PartsOf(node).Select(Describe))})";

    /// <summary>Elements with little influence on the impedance: doubling or halving them stays within the residuals.</summary>
    private static void AddIdle(FitResult fit, ImpedanceSpectrum spectrum, ImmutableArray<string>.Builder notes)
    {
        var values = fit.Values();
        var measured = spectrum.ImpedanceOhm.ToArray();
        var model = fit.Circuit.Impedance(spectrum.FrequencyHertz, values);
        var noise = Math.Sqrt(measured.Zip(model, (point, other) => Math.Pow((point - other).Magnitude / point.Magnitude, 2)).Average());
        var next = 0;
        foreach (var element in fit.Circuit.Elements)
        {
            var changed = values.ToArray();
            changed[next] *= 2;
            next += element.Element.Parameters.Length;
            var effect = fit
                .Circuit.Impedance(spectrum.FrequencyHertz, changed)
                .Zip(model, (a, b) => (a - b).Magnitude / Complex.Abs(b))
                .Max();
            if (effect < noise)
                notes.Add($"{element.Name} contributes less than the noise.");
        }
    }
}
