using System.Globalization;
using System.Numerics;
using System.Text;

namespace Debye.Learning.Data;

/// <summary>The labelled spectra of the AutoECM benchmark as JSON lines.</summary>
/// <remarks>
/// The original is a table with the columns (number), freq, Z, Circuit and Parameters, in which lists are quoted text. A line has the keys
/// id, circuit, params, freq, re and im with at most nine digits. The spectra of RC-RC-RCPE-RCPE were made with other values of C1
/// than the one listed: C1_effective is the one of 2e-9, 2e-8 and 2e-7 F that reproduces the spectrum.
/// Source: J. Schaeffer et al., J. Electrochem. Soc. 170, 060512 (2023), doi 10.1149/1945-7111/acd8fb.
/// </remarks>
internal static class AutoEcmSpectra
{
    private const string CorrectedCircuit = "RC-RC-RCPE-RCPE";

    private static readonly double[] Candidates = [2e-9, 2e-8, 2e-7];

    /// <summary>Writes the lines.</summary>
    /// <param name="path">The table.</param>
    /// <param name="output">Receives the lines.</param>
    /// <exception cref="DataFormatException">A row of the table is not of that form.</exception>
    public static void Convert(string path, Stream output)
    {
        using var writer = new StreamWriter(output, new UTF8Encoding(false), leaveOpen: true) { NewLine = "\n" };
        var number = 1;
        foreach (var row in File.ReadLines(path).Skip(1))
        {
            number++;
            try
            {
                writer.WriteLine(Line(row));
            }
            catch (Exception problem) when (problem is FormatException or KeyNotFoundException)
            {
                throw new DataFormatException(path, number, "expected number, \"[freq]\", \"[Z]\", circuit, \"name: value, …\"", problem);
            }
        }
    }

    private static string Line(string row)
    {
        if (row.Split('"') is not [var id, var frequencies, ",", var impedances, var circuit, var parameters, ""])
            throw new FormatException("quotes");
        var name = circuit.Trim(',');
        var values = Parameters(parameters);
        var frequency = List(frequencies).Select(Number).ToArray();
        var impedance = List(impedances).Select(ComplexNumber).ToArray();
        if (frequency.Length == 0 || frequency.Length != impedance.Length)
            throw new FormatException("lengths");
        var effective = name == CorrectedCircuit ? $",\"C1_effective\":{Text(EffectiveC1(values, frequency, impedance))}" : "";
        var listed = string.Join(',', values.Select(value => $"\"{value.Key}\":{Text(value.Value)}"));
        var (re, im) = (Join(impedance.Select(z => z.Real)), Join(impedance.Select(z => z.Imaginary)));
        var head = Invariant($"\"id\":{int.Parse(id.Trim(','), CultureInfo.InvariantCulture)},\"circuit\":\"{name}\"");
        return $"{{{head},\"params\":{{{listed}}}{effective},\"freq\":[{Join(frequency)}],\"re\":[{re}],\"im\":[{im}]}}";
    }

    private static Dictionary<string, double> Parameters(string text) =>
        text.Split(',')
            .Select(part => part.Split(':'))
            .ToDictionary(pair => pair[0].Trim(), pair => Number(pair.Length == 2 ? pair[1] : ""), StringComparer.Ordinal);

    /// <summary>The capacitance that reproduces a spectrum best; "freq" is the angular frequency.</summary>
    private static double EffectiveC1(Dictionary<string, double> p, double[] frequency, Complex[] impedance)
    {
        return Candidates.MinBy(c1 => frequency.Zip(impedance, (w, z) => Square(Complex.Abs(z - Impedance(w, c1)) / Complex.Abs(z))).Sum());

        Complex Impedance(double w, double c1) =>
            Arc(p["R1"], c1, 1, w)
            + Arc(p["R2"], p["C2"], 1, w)
            + Arc(p["R3"], p["CPE3_C"], p["CPE3_t"], w)
            + Arc(p["R4"], p["CPE4_C"], p["CPE4_t"], w);

        static Complex Arc(double r, double c, double t, double w) => r / (1 + (r * c * Complex.Pow(new Complex(0, w), t)));

        static double Square(double x) => x * x;
    }

    private static string[] List(string text) => text is ['[', .. var inner, ']'] ? inner.Split(',') : throw new FormatException("no list");

    /// <summary>A number like "1.5 -0.25j" or "1.5e+02-3.2e-01j".</summary>
    private static Complex ComplexNumber(string text)
    {
        var plain = text.Replace(" ", "", StringComparison.Ordinal);
        var sign = plain.Length - 1;
        while (sign > 0 && !(plain[sign] is '+' or '-' && plain[sign - 1] is not 'e'))
            sign--;
        if (sign == 0 || plain[^1] != 'j')
            throw new FormatException("no complex number");
        return new Complex(Number(plain[..sign]), Number(plain[sign..^1]));
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Join(IEnumerable<double> values) =>
        string.Join(',', values.Select(value => Text(Number(value.ToString("G9", CultureInfo.InvariantCulture)))));

    /// <summary>The shortest digits that give the number back, with a point or an exponent.</summary>
    private static string Text(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture).Replace('E', 'e');
        return text.AsSpan().ContainsAny('.', 'e') ? text : text + ".0";
    }
}
