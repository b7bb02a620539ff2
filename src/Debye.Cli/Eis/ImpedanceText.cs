using System.Globalization;
using System.Text;
using Debye.Spectra;

namespace Debye.Cli.Eis;

/// <summary>Impedance spectra as text: frequency, real and imaginary part on each line.</summary>
internal static class ImpedanceText
{
    /// <summary>A spectrum as CSV with column names, as the reader of tables takes it back.</summary>
    public static string Write(ImpedanceSpectrum spectrum)
    {
        var text = new StringBuilder("frequency_Hz,Z_real_Ohm,Z_imaginary_Ohm\n");
        for (var i = 0; i < spectrum.Length; i++)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{spectrum.FrequencyHertz[i]:R},{spectrum.ImpedanceOhm[i].Real:R},{spectrum.ImpedanceOhm[i].Imaginary:R}\n"
            );
        return text.ToString();
    }
}
