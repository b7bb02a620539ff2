using System.Globalization;
using System.Numerics;
using Debye.Spectra;

namespace Debye.Cli;

/// <summary>Impedance spectra as text: frequency, real and imaginary part on each line.</summary>
internal static class ImpedanceText
{
    private static readonly char[] s_separators = [',', ';', '\t', ' '];

    /// <summary>Reads a spectrum: lines of three numbers (Hz, Ω, Ω), behind at most one line of column names; # begins a comment.</summary>
    /// <param name="reader">The text.</param>
    /// <param name="name">Its name in messages.</param>
    /// <exception cref="DataFormatException">A line is no point.</exception>
    public static ImpedanceSpectrum Read(TextReader reader, string name)
    {
        var (frequency, impedance) = (new List<double>(), new List<Complex>());
        var hasNames = false;
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var text = line.Split('#')[0].Trim();
            if (text.Length == 0) continue;
            var fields = text.Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            if (frequency.Count == 0 && !hasNames && !double.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out _))
            {
                hasNames = true;
                continue;
            }

            var values = fields.Select(field => double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).Take(3).ToArray();
            if (values.Length < 3 || values.Any(value => !double.IsFinite(value))) throw new DataFormatException(name, number, "expected three finite numbers: frequency in Hz, real and imaginary part in Ω");
            if (values[0] <= 0) throw new DataFormatException(name, number, $"the frequency is {values[0]} Hz, expected one above 0");
            frequency.Add(values[0]);
            impedance.Add(new Complex(values[1], values[2]));
        }

        if (frequency.Count == 0) throw new DataFormatException(name, 0, "expected lines of frequency, real and imaginary part, found none");
        return new ImpedanceSpectrum([.. frequency], [.. impedance]) { Source = name };
    }

    /// <summary>A spectrum as CSV with column names.</summary>
    public static string Write(ImpedanceSpectrum spectrum)
    {
        var text = new System.Text.StringBuilder("frequency_Hz,Z_real_Ohm,Z_imaginary_Ohm\n");
        for (var i = 0; i < spectrum.Length; i++) text.Append($"{spectrum.FrequencyHertz[i]:R},{spectrum.ImpedanceOhm[i].Real:R},{spectrum.ImpedanceOhm[i].Imaginary:R}\n");
        return text.ToString();
    }
}
