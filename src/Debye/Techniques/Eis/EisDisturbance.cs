using System.Numerics;
using Debye.Numerics;
using Debye.Spectra;

namespace Debye.Techniques.Eis;

/// <summary>What goes wrong in a measurement, done to a spectrum.</summary>
public static class EisDisturbance
{
    /// <summary>A disturbed copy of a spectrum.</summary>
    /// <param name="spectrum">The spectrum; points in the order of measuring.</param>
    /// <param name="options">What goes wrong.</param>
    /// <param name="seed">Seed of noise and outliers: the same seed gives the same disturbances.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is out of range.</exception>
    public static ImpedanceSpectrum Apply(ImpedanceSpectrum spectrum, EisOptions options, ulong seed)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var impedance = spectrum.ImpedanceOhm.ToArray();
        Apply(spectrum.FrequencyHertz, impedance, options, seed);
        return new ImpedanceSpectrum(spectrum.FrequencyHertz, impedance) { Source = spectrum.Source, Notes = spectrum.Notes };
    }

    internal static void Apply(ReadOnlySpan<double> frequencyHertz, Span<Complex> impedanceOhm, EisOptions options, ulong seed)
    {
        var random = new RandomSource(seed);
        AddLeads(frequencyHertz, impedanceOhm, options);
        var mean = 0.0;
        foreach (var value in impedanceOhm)
            mean += value.Magnitude / impedanceOhm.Length;
        for (var i = 0; i < impedanceOhm.Length; i++)
        {
            var value = impedanceOhm[i] * (1 + options.Drift * i / Math.Max(1, impedanceOhm.Length - 1));
            var (real, imaginary) = options.NoiseKind switch
            {
                EisNoise.Modulus => (value.Magnitude, value.Magnitude),
                EisNoise.Proportional => (Math.Abs(value.Real), Math.Abs(value.Imaginary)),
                _ => (mean, mean),
            };
            var noise = options.NoiseLevel * new Complex(real * random.NextNormal(), imaginary * random.NextNormal());
            if (random.NextBool(options.OutlierProbability))
                noise += options.OutlierSize * value.Magnitude * new Complex(random.NextNormal(), random.NextNormal());
            if (IsMains(frequencyHertz[i], options.MainsHertz))
                noise += options.MainsSize * value.Magnitude * new Complex(random.NextNormal(), random.NextNormal());
            impedanceOhm[i] = value + noise;
        }
    }

    private static void AddLeads(ReadOnlySpan<double> frequencyHertz, Span<Complex> impedanceOhm, EisOptions options)
    {
        if (options.LeadInductanceHenry == 0 && options.StrayCapacitanceFarad == 0)
            return;
        for (var i = 0; i < impedanceOhm.Length; i++)
        {
            var s = new Complex(0, 2 * Math.PI * frequencyHertz[i]);
            var value = impedanceOhm[i] + s * options.LeadInductanceHenry;
            impedanceOhm[i] = value / (1 + s * options.StrayCapacitanceFarad * value);
        }
    }

    private static bool IsMains(double frequency, double mains)
    {
        for (var harmonic = 1; mains > 0 && harmonic <= 3; harmonic++)
            if (Math.Abs(frequency / (harmonic * mains) - 1) < 0.03)
                return true;
        return false;
    }
}
