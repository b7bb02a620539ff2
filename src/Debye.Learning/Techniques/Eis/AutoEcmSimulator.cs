using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;
using Debye.Techniques.Eis;

namespace Debye.Learning.Techniques.Eis;

/// <summary>
/// Spectra from parameter rows on one of the set's 48 frequency grids, drawn independently of the class. One for each thread.
/// </summary>
/// <param name="rows">Parameters to draw from.</param>
/// <param name="options">How spectra are made; null for the defaults.</param>
public sealed class AutoEcmSimulator(AutoEcmRowSet rows, AutoEcmSimulatorOptions? options = null) : IEisExampleSource
{
    private const double ExponentShare = 0.2;
    private const double LargestExponent = 1.01;
    private readonly AutoEcmSimulatorOptions _options = Checked(options ?? new AutoEcmSimulatorOptions());
    private readonly EisSimulator?[] _simulators = new EisSimulator?[EisCircuitClass.All.Length * AutoEcmListing.Grids.Length];

    /// <inheritdoc/>
    public LabelledImpedance Draw(string label, ref RandomSource random)
    {
        var index = EisCircuitClass.IndexOf(label);
        var kind = EisCircuitClass.All[index];
        var row = rows.Draw(label, ref random);
        var grid = random.NextInt(AutoEcmListing.Grids.Length);
        var values = kind.Values(row.Parameters);
        Vary(kind, values, ref random);
        var simulator = _simulators[index * AutoEcmListing.Grids.Length + grid] ??= new EisSimulator(
            kind.Circuit,
            AutoEcmListing.Grids[grid]
        );
        var spectrum = simulator.Simulate(values);
        if (_options.RoundAsListed)
            spectrum = Rounded(spectrum);
        if (_options.Disturbances is { } ranges)
            spectrum = EisDisturbance.Apply(spectrum, ranges.Draw(ref random), random.NextBits());
        return new LabelledImpedance(row.Id, spectrum, label, kind.Listed(values));
    }

    private void Vary(EisCircuitClass kind, double[] values, ref RandomSource random)
    {
        for (var i = 0; i < values.Length; i++)
        {
            var parameter = kind.Circuit.Parameters[i];
            var isExponent = !parameter.Definition.IsLogarithmic;
            // What takes a few values only in the set (C1 and CPE3_t of RC-RC-RCPE-RCPE) keeps them.
            if (rows.IsDiscrete(kind.Name, kind.ListedNames[i]))
                continue;
            if (_options.Jitter > 0)
                values[i] *= Math.Exp(_options.Jitter * (isExponent ? ExponentShare : 1) * random.NextNormal());
            // The set has exponents slightly above 1, though no constant-phase element has.
            if (isExponent)
                values[i] = Math.Clamp(values[i], parameter.Lower, LargestExponent);
        }
    }

    private static ImpedanceSpectrum Rounded(ImpedanceSpectrum spectrum)
    {
        var impedance = spectrum.ImpedanceOhm.ToArray();
        AutoEcmListing.Round((Span<Complex>)impedance);
        return new ImpedanceSpectrum(spectrum.FrequencyHertz, impedance) { Source = spectrum.Source };
    }

    private static AutoEcmSimulatorOptions Checked(AutoEcmSimulatorOptions options)
    {
        options.Validate();
        return options;
    }
}
